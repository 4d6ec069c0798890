/** Keeps the files of reports. Names are paths, such as `reports/2026-W49/report.json`. */
export interface ReportArchive {
	/** Writes a file, or writes it again. `contentType` as in HTTP. */
	put(name: string, text: string, contentType: string): Promise<void>;
	/** Reads a text; null if there is no such file. */
	get(name: string): Promise<string | null>;
	getBytes(name: string): Promise<Uint8Array | null>;
}
