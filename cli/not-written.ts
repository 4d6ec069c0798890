/** A result or a temporary file could not be written; the message says where, and how to go on. */
export class NotWritten extends Error {
	override readonly name = 'NotWritten';
}
