import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { isLoopback, listeningAddresses } from './sockets.ts';

export interface Emulator {
	readonly url: string;
	/** Its process group, which includes the functions that it runs. */
	readonly group: number;
	/** Throws if anything of it listens beyond this machine. */
	assertLoopback(): void;
	stop(): Promise<void>;
}

export interface Start {
	readonly name: string;
	readonly command: string;
	readonly args: readonly string[];
	/**
	 * Its whole environment. Nothing of ours is passed on, because it gives its own environment to
	 * every Lambda function.
	 */
	readonly environment: Readonly<Record<string, string>>;
	readonly folder: string;
	readonly port: number;
	/** A path that answers 200 when it is up. */
	readonly health: string;
}

/**
 * Starts an emulator and waits until it is up. It gets its own process group, which is ended with
 * it.
 */
export async function startEmulator(start: Start): Promise<Emulator> {
	const log = `${start.folder}/${start.name}.log`;
	const child = spawn(start.command, [...start.args], {
		cwd: start.folder,
		env: { ...start.environment },
		stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')],
		detached: true,
	});
	const group = child.pid;
	if (group === undefined)
		throw new Error(`${start.name} does not start: is ${start.command} there?`);
	const endAtExit = () => endGroup(group);
	process.once('exit', endAtExit);
	const url = `http://127.0.0.1:${start.port}`;
	const emulator: Emulator = {
		url,
		group,
		assertLoopback: () => assertLoopback(start.name, group),
		async stop() {
			process.off('exit', endAtExit);
			endGroup(group);
			if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
		},
	};
	try {
		await untilHealthy(`${url}${start.health}`, child);
		emulator.assertLoopback();
		return emulator;
	} catch (cause) {
		await emulator.stop();
		throw new Error(
			`${start.name} did not come up; it said:\n${readFileSync(log, 'utf8').slice(-3000)}`,
			{
				cause,
			},
		);
	}
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
	for (let tries = 0; tries < 300; tries++) {
		if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
		if (await answers(url)) return;
		await setTimeout(100);
	}
	throw new Error('it does not answer after 30 s');
}

async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(url)).ok;
	} catch {
		// It does not listen yet.
		return false;
	}
}

function assertLoopback(name: string, group: number): void {
	const addresses = listeningAddresses(group);
	const open = addresses.filter((address) => !isLoopback(address));
	if (open.length > 0)
		throw new Error(`${name} listens beyond this machine, at ${open.join(', ')}`);
	if (addresses.length === 0)
		throw new Error(`${name} is up, but the system shows no listener of it`);
}

/** Ends the emulator and the functions that it runs. */
function endGroup(group: number): void {
	try {
		process.kill(-group, 'SIGKILL');
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
	}
}
