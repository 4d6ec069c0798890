import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * Reads from the operating system which sockets a process group has: an emulator and the functions
 * that it runs. Linux has /proc for it, other systems have lsof.
 */
const HAS_PROC = existsSync('/proc/net/tcp');

/** Gives the addresses, without ports, on which it listens. */
export function listeningAddresses(group: number): string[] {
	if (!HAS_PROC)
		return lsof(group, ['-iTCP', '-sTCP:LISTEN', '-Fn'], 'n').map((name) =>
			name.replace(/:\d+$/, ''),
		);
	const sockets = new Set(processesOf(group).flatMap(socketsOf));
	return tcpSockets()
		.filter(({ state, inode }) => state === LISTENING && sockets.has(inode))
		.map(({ address }) => address);
}

export function isLoopback(address: string): boolean {
	return address === '127.0.0.1' || address === '[::1]' || address === 'localhost';
}

/** Gives the process of the group that connects from this local port, or undefined. */
export function processAt(group: number, port: number): number | undefined {
	if (!HAS_PROC) return Number(lsof(group, [`-iTCP:${port}`, '-Fp'], 'p')[0]) || undefined;
	const own = tcpSockets().find((socket) => socket.port === port && socket.state === ESTABLISHED);
	if (own === undefined) return undefined;
	const found = processesOf(group).find((pid) => socketsOf(pid).includes(own.inode));
	return found === undefined ? undefined : Number(found);
}

/**
 * Gives the pids of this process group; the group is the third field after the name in parentheses.
 */
function processesOf(group: number): string[] {
	return readdirSync('/proc').filter((pid) => {
		if (!/^\d+$/.test(pid)) return false;
		const stat = orEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2] === String(group);
	});
}

function socketsOf(pid: string): string[] {
	const folder = `/proc/${pid}/fd`;
	return orEmpty(() => readdirSync(folder).join('\n'))
		.split('\n')
		.flatMap((fd) => {
			const link = orEmpty(() => readlinkSync(`${folder}/${fd}`));
			const [, inode] = /^socket:\[(\d+)\]$/.exec(link) ?? [];
			return inode === undefined ? [] : [inode];
		});
}

const LISTENING = '0A';
const ESTABLISHED = '01';

interface TcpSocket {
	readonly address: string;
	readonly port: number;
	readonly state: string;
	readonly inode: string;
}

/**
 * https://docs.kernel.org/networking/proc_net_tcp.html: local address and state are fields 1 and 3, the inode is 9.
 */
function tcpSockets(): TcpSocket[] {
	const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
		orEmpty(() => readFileSync(file, 'utf8'))
			.trim()
			.split('\n')
			.slice(1),
	);
	return rows.map((row) => {
		const fields = row.trim().split(/\s+/);
		const [address = '', port = ''] = (fields[1] ?? '').split(':');
		return {
			address: named(address),
			port: Number.parseInt(port, 16),
			state: fields[3] ?? '',
			inode: fields[9] ?? '',
		};
	});
}

function named(hex: string): string {
	if (hex === '0100007F' || hex === '0000000000000000FFFF00000100007F') return '127.0.0.1';
	return hex === '00000000000000000000000001000000' ? '[::1]' : hex;
}

/** Reads the values of one field. lsof exits with 1 if it finds nothing. */
function lsof(group: number, args: readonly string[], field: string): string[] {
	if (spawnSync('lsof', ['-v']).error !== undefined)
		throw new Error('neither /proc nor lsof: install lsof');
	const { stdout } = spawnSync('lsof', ['-nP', '-a', '-g', String(group), ...args], {
		encoding: 'utf8',
	});
	return stdout
		.split('\n')
		.filter((line) => line.startsWith(field))
		.map((line) => line.slice(1));
}

/** Gives an empty text for a process that ends while it is read. */
function orEmpty(read: () => string): string {
	try {
		return read();
	} catch {
		return '';
	}
}
