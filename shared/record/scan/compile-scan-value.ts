import { readFile, writeFile } from 'node:fs/promises';
import wabt from 'wabt';

const SOURCE = new URL('scan-value.wat', import.meta.url);
const TARGET = new URL('scan-value-wasm.ts', import.meta.url);

/** Compiles scan-value.wat and gives the text of scan-value-wasm.ts. */
export async function compileScanValue(): Promise<string> {
	const { parseWat } = await wabt();
	const program = parseWat('scan-value.wat', await readFile(SOURCE, 'utf8'), { simd: true });
	program.validate();
	const bytes = Buffer.from(program.toBinary({}).buffer).toString('base64');
	return `/** Made from scan-value.wat by: node cli/tool.mjs shared/record/scan/compile-scan-value.ts */
export const SCAN_VALUE_WASM =
	'${bytes}';
`;
}

if (import.meta.main) await writeFile(TARGET, await compileScanValue());
