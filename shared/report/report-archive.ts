/**
 * Keeps every report and its files. The caller gives the names, such as
 * `reports/2026-W49/report.json`. Text is UTF-8. A call that AWS refuses rejects with its error.
 */
export interface ReportArchive {
	/** Writes a file whole. Writing it again replaces it. */
	put(name: string, body: string | Uint8Array, contentType: string): Promise<void>;
	/** Null if there is no such file. */
	get(name: string): Promise<string | null>;
	/** The same as bytes, for a file that is passed on as it is. */
	getBytes(name: string): Promise<Uint8Array | null>;
}
