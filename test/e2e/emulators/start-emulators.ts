import { join, resolve } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { freePort } from './free-port.ts';
import { pythonEnvironment } from './python-environment.ts';

/** Moto acts in its default account for every access key that it does not know. */
export const MANAGEMENT_ACCOUNT = '999900001111';

export interface Emulators {
	/** The URL of MiniStack, which serves everything but Organizations. */
	readonly aws: Emulator;
	/** The URL of moto, which serves Organizations. */
	readonly organizations: Emulator;
	/** The file that holds the milliseconds by which the functions' clock is ahead. */
	readonly clock: string;
	/** The folder of Python's commands, which include cfn-lint. */
	readonly python: string;
	stop(): Promise<void>;
}

/** `endpoint` is what the functions call instead of AWS. */
export async function startEmulators(endpoint: string): Promise<Emulators> {
	const bin = pythonEnvironment();
	const { folder, remove } = temporaryFolder('eyes-e2e-');
	try {
		const aws = await startMinistack(bin, folder, endpoint);
		const organizations = await startMoto(bin, folder).catch(async (error) => {
			await aws.stop();
			throw error;
		});
		return {
			aws,
			organizations,
			clock: join(folder, 'clock'),
			python: bin,
			async stop() {
				await Promise.all([aws.stop(), organizations.stop()]);
				remove();
			},
		};
	} catch (error) {
		remove();
		throw error;
	}
}

async function startMinistack(bin: string, folder: string, endpoint: string): Promise<Emulator> {
	const port = await freePort();
	// The functions run on the first `node` in its path.
	const node = resolve(import.meta.dirname, '../../../node_modules/.bin');
	return startEmulator({
		name: 'ministack',
		command: join(bin, 'python'),
		args: ['-m', 'ministack'],
		folder,
		port,
		health: '/_ministack/health',
		environment: {
			PATH: `${node}:/usr/local/bin:/usr/bin:/bin`,
			HOME: folder,
			TMPDIR: folder,
			// Without this it listens on every address of the machine, and for MQTT too.
			BIND_HOST: '127.0.0.1',
			IOT_MTLS_ENABLED: '0',
			SFTP_HOST: '127.0.0.1',
			GATEWAY_PORT: String(port),
			MINISTACK_HOST: 'localhost',
			STATE_DIR: join(folder, 'state'),
			S3_DATA_DIR: join(folder, 's3'),
			AWS_ENDPOINT_URL: endpoint,
			NODE_OPTIONS: `--require ${resolve(import.meta.dirname, 'functions-clock.cjs')}`,
			EYES_E2E_CLOCK: join(folder, 'clock'),
		},
	});
}

async function startMoto(bin: string, folder: string): Promise<Emulator> {
	const port = await freePort();
	return startEmulator({
		name: 'moto',
		command: join(bin, 'moto_server'),
		args: ['-H', '127.0.0.1', '-p', String(port)],
		folder,
		port,
		health: '/moto-api/data.json',
		environment: {
			PATH: '/usr/local/bin:/usr/bin:/bin',
			HOME: folder,
			TMPDIR: folder,
			MOTO_ACCOUNT_ID: MANAGEMENT_ACCOUNT,
		},
	});
}
