import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { compileScanValue } from '../../../../shared/record/scan/compile-scan-value.ts';

it('scan-value-wasm.ts is what scan-value.wat compiles to', async () => {
	const committed = new URL('../../../../shared/record/scan/scan-value-wasm.ts', import.meta.url);
	expect(await readFile(committed, 'utf8')).toBe(await compileScanValue());
});
