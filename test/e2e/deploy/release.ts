import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isObject, type JsonObject } from '../../../shared/record/json-object.ts';
import { BUS_STACK, CONTAINMENT_SCP, HUB_STACK } from '../../../shared/runtime/names.ts';
import type { Place } from '../aws/clients.ts';
import { HUB_REGION } from '../configurations.ts';
import { deployStackSets } from '../stand-ins/stack-sets.ts';
import { ORGANIZATION } from '../the-organization.ts';
import { type Asset, readAssembly, stackNamed } from './assembly.ts';
import type { Cloud, CloudStack } from './cloud.ts';
import { putStack } from './put-stack.ts';
import { objectOr, resourcesOf } from './template.ts';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures/deployed-templates');

interface Release {
	/** The account of the stacks, but those of the management account. */
	readonly account: string;
	/** An app of today, whose code the functions of the release get; they need not run. */
	readonly like: string;
}

/**
 * Deploys the templates of an earlier release, in the order of its documentation. The rules of other
 * Regions of a single account are left out: the bus had no policy yet, so AWS refused them.
 */
export async function deployRelease(
	cloud: Cloud,
	kind: 'single-account' | 'organization',
	release: Release,
): Promise<void> {
	const [code] = stackNamed(readAssembly(release.like), HUB_STACK).assets;
	if (code === undefined) throw new Error(`${release.like} has no code`);
	const templates = templatesOf(kind);
	let management: CloudStack | null = null;
	const taken = [...templates.keys()].filter((name) => !name.startsWith(REGION));
	for (const name of orderOf(taken, kind)) {
		const template = templates.get(name) ?? {};
		const stack = await putStack(cloud, placeOf(cloud, name, release.account), {
			...{ name, template, assets: assetsOf(template, code) },
			parameters:
				name === HUB_STACK && management !== null ? { ContainmentScp: scpOf(management) } : {},
		});
		await deployStackSets(cloud, stack);
		if (name === MANAGEMENT) management = stack;
	}
}

const MANAGEMENT = 'eyes-system-management';
const REGION = 'eyes-region-';

function templatesOf(kind: string): ReadonlyMap<string, JsonObject> {
	const folder = join(FIXTURES, kind);
	return new Map(
		readdirSync(folder).map((file) => {
			const template: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
			if (!isObject(template)) throw new Error(`${file} is not a template`);
			return [file.replace('.template.json', ''), template];
		}),
	);
}

function orderOf(names: readonly string[], kind: string): string[] {
	const ranks = kind === 'organization' ? [BUS_STACK, MANAGEMENT] : [HUB_STACK];
	const rank = (name: string) => {
		const at = ranks.indexOf(name);
		return at === -1 ? ranks.length + Number(name === HUB_STACK) : at;
	};
	return names.toSorted((a, b) => rank(a) - rank(b));
}

function placeOf({ at }: Cloud, name: string, account: string): Place {
	const [, region = HUB_REGION] = /-([a-z]{2}-[a-z]+-\d)$/.exec(name) ?? [];
	const owner = name.startsWith(MANAGEMENT) ? ORGANIZATION.management : account;
	return { endpoint: at.aws, account: owner, region };
}

function scpOf({ template, policies }: CloudStack): string {
	for (const [id, arn] of policies)
		if (resourcesOf(template).get(id)?.properties.Name === CONTAINMENT_SCP) return arn;
	throw new Error(`no SCP ${CONTAINMENT_SCP}`);
}

/** Every function of the release gets some code under the key of its own. */
function assetsOf(template: JsonObject, code: Asset): Asset[] {
	return [...resourcesOf(template).values()]
		.filter(({ type }) => type === 'AWS::Lambda::Function')
		.map(({ properties }) => ({ ...code, key: String(objectOr(properties.Code).S3Key) }));
}
