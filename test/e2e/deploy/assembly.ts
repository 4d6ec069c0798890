import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../../../shared/record/json-object.ts';
import { objectOr } from './template.ts';

/** A stack in the output of `cdk synth`. */
export interface SynthesizedStack {
	readonly name: string;
	readonly template: JsonObject;
	/** `aws://ACCOUNT/REGION`; the account may be `unknown-account`. */
	readonly environment: string;
	/** The names of the stacks of the app that must be deployed before it. */
	readonly dependencies: readonly string[];
	readonly assets: readonly Asset[];
}

/**
 * A file that the template expects in a bucket. Names may contain `${AWS::AccountId}`,
 * `${AWS::Region}` and `${AWS::Partition}`.
 */
export interface Asset {
	readonly folder: string;
	readonly packaging: 'zip' | 'file';
	readonly bucket: string;
	readonly key: string;
}

/** Reads the stacks in the output folder of a synthesis, by name. */
export function readAssembly(folder: string): ReadonlyMap<string, SynthesizedStack> {
	const manifest = readJson(join(folder, 'manifest.json'));
	const stacks = Object.entries(objectOr(manifest.artifacts)).flatMap(([id, artifact]) => {
		const { type, properties, environment, dependencies } = objectOr(artifact);
		const { templateFile, stackName } = objectOr(properties);
		if (type !== 'aws:cloudformation:stack' || typeof templateFile !== 'string') return [];
		const name = typeof stackName === 'string' ? stackName : id;
		return [
			{
				name,
				template: readJson(join(folder, templateFile)),
				environment: String(environment),
				// Ids of artifacts; those of our stacks are their names.
				dependencies: Array.isArray(dependencies) ? dependencies.map(String) : [],
				assets: assetsOf(folder, id),
			},
		];
	});
	if (stacks.length === 0) throw new Error(`no stack in ${folder}`);
	return new Map(stacks.map((stack) => [stack.name, stack]));
}

export function stackNamed(
	stacks: ReadonlyMap<string, SynthesizedStack>,
	name: string,
): SynthesizedStack {
	const stack = stacks.get(name);
	if (stack === undefined)
		throw new Error(`no stack ${name}, only ${[...stacks.keys()].join(', ')}`);
	return stack;
}

function assetsOf(folder: string, id: string): Asset[] {
	const file = readdirSync(folder).find((name) => name === `${id}.assets.json`);
	if (file === undefined) return [];
	const { files } = readJson(join(folder, file));
	return Object.values(objectOr(files)).flatMap((asset) => {
		const { source, destinations } = objectOr(asset);
		const { path, packaging } = objectOr(source);
		// CloudFormation gets the template as text, so it is not a file to upload.
		if (typeof path !== 'string' || path.endsWith('.template.json')) return [];
		return Object.values(objectOr(destinations)).flatMap((destination) => {
			if (!isObject(destination)) return [];
			const { bucketName, objectKey } = destination;
			if (typeof bucketName !== 'string' || typeof objectKey !== 'string') return [];
			const way = packaging === 'zip' ? ('zip' as const) : ('file' as const);
			return [{ folder: join(folder, path), packaging: way, bucket: bucketName, key: objectKey }];
		});
	});
}

function readJson(file: string): JsonObject {
	const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
	if (!isObject(value)) throw new Error(`${file} holds no object`);
	return value;
}
