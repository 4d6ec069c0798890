import { isDeepStrictEqual } from 'node:util';
import { clientsOf, type Place } from '../aws/clients.ts';
import { deployStackSets, removeStackSets } from '../stand-ins/stack-sets.ts';
import { readAssembly, type SynthesizedStack } from './assembly.ts';
import { type Cloud, type CloudStack, keyOf, StackFailed } from './cloud.ts';
import { deleteStack, deployStack } from './deploy-stack.ts';
import { putStack } from './put-stack.ts';
import { removeStack } from './remove-stack.ts';

interface Cdk {
	readonly cloud: Cloud;
	/** The folder of the synthesized app. */
	readonly assembly: string;
	/** The account of the credentials. */
	readonly account: string;
	/** Gets the lines that the CDK would print. */
	readonly tell: (line: string) => void;
}

/**
 * Replaces the command `cdk` for an app that is synthesized already. It knows the arguments that our
 * commands use and throws for any other. Gives the exit code.
 */
export async function emulatedCdk(cdk: Cdk, args: readonly string[]): Promise<number> {
	const [command = '', ...rest] = args;
	const at = rest.findIndex((one) => one.startsWith('--'));
	const names = at === -1 ? rest : rest.slice(0, at);
	const options = at === -1 ? [] : rest.slice(at);
	if (command === 'bootstrap') return bootstrap(cdk, names);
	if (!options.includes('--exclusively'))
		throw new Error(`not only these stacks: ${args.join(' ')}`);
	const stacks = inOrder(cdk, names);
	switch (command) {
		case 'diff':
			return options.includes('--fail') && stacks.some((one) => differs(cdk, one)) ? 1 : 0;
		case 'deploy':
			return failing(cdk, () => deployAll(cdk, stacks, parametersIn(options)));
		case 'destroy':
			return failing(cdk, () => destroyAll(cdk, stacks.toReversed()));
		default:
			throw new Error(`the CDK of the tests has no command ${command}`);
	}
}

/** Gives the named stacks in the order of their dependencies. */
function inOrder({ assembly }: Cdk, names: readonly string[]): SynthesizedStack[] {
	const stacks = [...readAssembly(assembly).values()];
	const missing = names.filter((name) => !stacks.some((stack) => stack.name === name));
	if (missing.length > 0) throw new Error(`no stacks match the name ${missing.join(', ')}`);
	const wanted = stacks.filter(({ name }) => names.includes(name));
	const done: SynthesizedStack[] = [];
	while (done.length < wanted.length) {
		const next = wanted.find(
			(stack) =>
				!done.includes(stack) &&
				stack.dependencies.every(
					(one) => !names.includes(one) || done.some(({ name }) => name === one),
				),
		);
		if (next === undefined) throw new Error('the stacks depend on each other in a circle');
		done.push(next);
	}
	return done;
}

function placeOf({ cloud, account }: Cdk, { name, environment }: SynthesizedStack): Place {
	const [, owner, region = ''] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment) ?? [];
	if (owner !== 'unknown-account' && owner !== account)
		throw new Error(`${name} is for account ${owner}, and the credentials are of ${account}`);
	return { endpoint: cloud.at.aws, account, region };
}

function deployedOf(cdk: Cdk, stack: SynthesizedStack): CloudStack | undefined {
	return cdk.cloud.stacks.get(keyOf({ place: placeOf(cdk, stack), name: stack.name }));
}

function differs(cdk: Cdk, stack: SynthesizedStack): boolean {
	return !isDeepStrictEqual(deployedOf(cdk, stack)?.template, stack.template);
}

async function deployAll(
	cdk: Cdk,
	stacks: readonly SynthesizedStack[],
	parameters: ReadonlyMap<string, Readonly<Record<string, string>>>,
): Promise<void> {
	for (const stack of stacks) {
		const place = placeOf(cdk, stack);
		const order = { ...stack, parameters: parameters.get(stack.name) ?? {} };
		await deployStackSets(cdk.cloud, await putStack(cdk.cloud, place, order));
	}
}

async function destroyAll(cdk: Cdk, stacks: readonly SynthesizedStack[]): Promise<void> {
	for (const stack of stacks) {
		const deployed = deployedOf(cdk, stack);
		if (deployed === undefined) {
			// A stack that was rolled back is in the emulator only.
			await deleteStack(clientsOf(placeOf(cdk, stack)), stack.name);
			continue;
		}
		await removeStackSets(cdk.cloud, deployed);
		await removeStack(cdk.cloud, deployed);
	}
}

async function failing({ tell }: Cdk, work: () => Promise<void>): Promise<number> {
	try {
		await work();
		return 0;
	} catch (error) {
		if (!(error instanceof StackFailed)) throw error;
		tell(error.message);
		return 1;
	}
}

/** Reads `--parameters STACK:KEY=VALUE`. */
function parametersIn(options: readonly string[]) {
	const found = new Map<string, Record<string, string>>();
	options.forEach((option, at) => {
		if (option !== '--parameters') return;
		const [, stack = '', key = '', value = ''] =
			/^([^:]+):([^=]+)=(.*)$/.exec(options[at + 1] ?? '') ?? [];
		found.set(stack, { ...found.get(stack), [key]: value });
	});
	return found;
}

/** The stack that `cdk bootstrap` creates, as far as our commands look at it. */
async function bootstrap({ cloud }: Cdk, environments: readonly string[]): Promise<number> {
	for (const environment of environments) {
		const [, account = '', region = ''] = /^aws:\/\/(\d{12})\/(.+)$/.exec(environment) ?? [];
		await deployStack(
			{ endpoint: cloud.at.aws, account, region },
			{
				name: 'CDKToolkit',
				template: {
					Resources: { Assets: { Type: 'AWS::S3::Bucket', Properties: {} } },
					Outputs: { BootstrapVersion: { Value: '30' } },
				},
				parameters: {},
			},
		);
	}
	return 0;
}
