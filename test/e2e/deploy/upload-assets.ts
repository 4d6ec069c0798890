import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../aws/clients.ts';
import { restCall } from '../aws/rest-call.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import type { Asset } from './assembly.ts';

const zipped = new Map<string, Uint8Array<ArrayBuffer>>();

/** The first thing that templates of CDK read: the version of the resources of `cdk bootstrap`. */
const BOOTSTRAP = {
	Name: '/cdk-bootstrap/hnb659fds/version',
	Value: '30',
	Type: 'String',
	Overwrite: true,
};

/**
 * Uploads the files that a template expects into the buckets of a place, and creates what `cdk
 * bootstrap` would have created.
 */
export async function uploadAssets(place: Place, assets: readonly Asset[]): Promise<void> {
	const body = JSON.stringify(BOOTSTRAP);
	await restCall(place, {
		service: 'ssm',
		method: 'POST',
		path: '/',
		target: 'AmazonSSM.PutParameter',
		body,
	});
	for (const { folder, packaging, bucket, key } of assets) {
		const body = packaging === 'zip' ? zip(folder) : new Uint8Array(readFileSync(folder));
		const name = inPlace(bucket, place);
		await restCall(place, { service: 's3', method: 'PUT', path: `/${name}` });
		await restCall(place, {
			service: 's3',
			method: 'PUT',
			path: `/${name}/${inPlace(key, place)}`,
			body,
		});
	}
}

/** `cdk` writes these placeholders into names that are known only at deployment. */
export function inPlace(text: string, { account, region }: Place): string {
	const values: Readonly<Record<string, string>> = {
		AccountId: account,
		Region: region,
		Partition: 'aws',
	};
	return text.replaceAll(/\$\{AWS::(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function zip(folder: string): Uint8Array<ArrayBuffer> {
	const known = zipped.get(folder);
	if (known !== undefined) return known;
	const temporary = temporaryFolder('eyes-e2e-zip-');
	try {
		const file = join(temporary.folder, 'asset.zip');
		execFileSync('python3', ['-m', 'zipfile', '-c', file, ...readdirSync(folder)], { cwd: folder });
		const bytes = new Uint8Array(readFileSync(file));
		zipped.set(folder, bytes);
		return bytes;
	} finally {
		temporary.remove();
	}
}
