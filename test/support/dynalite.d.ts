/** dynalite brings no types. https://github.com/architect/dynalite#api */
declare module 'dynalite' {
	import type { Server } from 'node:http';

	/** A DynamoDB engine in this process. The delay is in milliseconds. */
	function dynalite(options?: { createTableMs?: number }): Server;
	export = dynalite;
}
