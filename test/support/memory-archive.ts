import type { ReportArchive } from '../../shared/report/report-archive.ts';

/** Files in memory, by their names. */
export interface MemoryArchive extends ReportArchive {
	readonly files: Map<string, string>;
}

/** An archive in memory. */
export function memoryArchive(): MemoryArchive {
	const files = new Map<string, string>();
	return {
		files,
		put: async (name, body) => void files.set(name, String(body)),
		get: async (name) => files.get(name) ?? null,
		getBytes: async (name) => {
			const text = files.get(name);
			return text === undefined ? null : Buffer.from(text);
		},
	};
}
