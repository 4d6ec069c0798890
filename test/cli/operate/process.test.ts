import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { latestKey } from '../../../shared/case/dynamodb-case-items.ts';
import type { Table } from '../../../shared/runtime/dynamodb-table.ts';
import { aSubmittedRequest } from '../../support/a-submitted-request.ts';
import { MINJIS } from '../../support/an-addition.ts';
import { damage } from '../../support/damage.ts';
import { aDecisionWorld, givenCase, storesOn } from '../../support/decision-world.ts';
import { withDynamo } from '../../support/each-ledger.ts';
import { type Run, root } from '../../support/run-eyes.ts';
import {
	type Answers,
	type AwsStandIn,
	CALLER,
	NO_STACK,
	SORA_ARN,
	stackWith,
	startAwsStandIn,
} from './aws-stand-in.ts';

const CONFIGURATION = `export default {
	networks: [{ name: 'office', cidrs: ['203.0.113.0/24'] }],
	slack: { channel: 'C0123456789' },
	deployment: { region: 'ap-northeast-2' },
};`;
const NO_TRAIL = JSON.stringify({ trailList: [] });
const TAKEN = JSON.stringify({ Successful: [], Failed: [] });

const dynamo = withDynamo('over HTTP');
let folder = '';
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'eyes-operate-'));
	await writeFile(join(folder, 'eyes.config.ts'), CONFIGURATION);
});
afterAll(() => rm(folder, { recursive: true }));

/**
 * Runs `eyes` in a folder with a configuration. AWS sees only these variables. Presses Ctrl-C when
 * it has printed `until`.
 */
function eyes(
	args: readonly string[],
	env: Readonly<Record<string, string>> = {},
	until: string | null = null,
): Promise<Run> {
	return new Promise((done, fail) => {
		const child = spawn(process.execPath, [join(root, 'cli/eyes.ts'), ...args], {
			cwd: folder,
			env: { PATH: process.env.PATH, HOME: folder, AWS_EC2_METADATA_DISABLED: 'true', ...env },
		});
		const run = { code: null as number | null, stdout: '', stderr: '' };
		child.stdout.setEncoding('utf8').on('data', (text) => {
			run.stdout += text;
			if (until !== null && run.stdout.includes(until)) child.kill('SIGINT');
		});
		child.stderr.setEncoding('utf8').on('data', (text) => {
			run.stderr += text;
		});
		child.on('error', fail).on('close', (code) => done({ ...run, code }));
		child.stdin.end();
	});
}

/** Gives the address on which the engine of a table listens. */
async function urlOf({ client }: Table): Promise<string> {
	const endpoint = await client.config.endpoint?.();
	return `http://127.0.0.1:${endpoint?.port}`;
}

/** AWS with a stack whose outputs name this table. */
function answersWith(table: Table): Answers {
	const outputs = {
		TableName: table.name,
		NotifyQueueUrl: 'https://sqs.invalid/111122223333/eyes-notify.fifo',
		ContainQueueUrl: 'https://sqs.invalid/111122223333/eyes-contain.fifo',
	};
	const DescribeStacks = stackWith(outputs);
	return { GetCallerIdentity: CALLER, DescribeStacks, SendMessageBatch: TAKEN };
}

async function withAws(
	answers: Answers,
	run: (aws: AwsStandIn, env: Record<string, string>) => Promise<void>,
) {
	const aws = await startAwsStandIn(answers);
	const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
	try {
		await run(aws, { ...credentials, AWS_ENDPOINT_URL: aws.url });
	} finally {
		await aws.stop();
	}
}

describe('the process eyes', () => {
	it.each([
		['release without a reason', ['release', '0123456789'], /--reason "…" is missing/],
		['contain without anybody', ['contain'], /argument 'whom'/],
		['deploy with an argument', ['deploy', 'everything'], /everything/],
		['destroy that ends without a reason', ['destroy', '--end-containments'], /needs --reason/],
	])('ends with 2 and a sentence for %s, without asking anybody', async (_, args, sentence) => {
		const { code, stdout, stderr } = await eyes(args);
		expect([code, stdout]).toEqual([2, '']);
		expect(stderr).toMatch(sentence);
		expect(stderr).not.toContain('    at ');
	});

	it('says that there are no credentials', async () => {
		const { code, stderr } = await eyes(['status']);
		expect(code).toBe(2);
		expect(stderr).toMatch(/no AWS credentials: .*aws sso login/);
	});

	it('says which action is denied', async () => {
		await withAws({ GetCallerIdentity: CALLER, DescribeStacks: null }, async (_, env) => {
			const { code, stderr } = await eyes(['status'], env);
			expect(code).toBe(2);
			expect(stderr).toContain('you are not allowed x:DescribeStacks on *');
		});
	});

	it.each([
		[
			'no stack',
			NO_STACK,
			'account 111122223333 has no stack eyes-system in ap-northeast-2. Deploy first',
		],
		[
			'an older stack',
			stackWith({ TableName: 'x' }),
			'has no output NotifyQueueUrl: deploy it again',
		],
		[
			'a first deployment that failed',
			stackWith({}, 'ROLLBACK_COMPLETE'),
			'stack eyes-system in ap-northeast-2: ROLLBACK_COMPLETE, its first deployment did not',
		],
	])('says what to do for %s', async (_, answer, sentence) => {
		await withAws({ GetCallerIdentity: CALLER, DescribeStacks: answer }, async (_, env) => {
			const { code, stderr } = await eyes(['status'], env);
			expect(code).toBe(2);
			expect(stderr).toContain(sentence);
		});
	});

	it('finds table and queues by the outputs of the stack, and records the caller that STS names', async () => {
		const table = await dynamo().makeTable();
		const stores = storesOn(table);
		const world = aDecisionWorld(undefined, { stores });
		const { stored, containments } = await givenCase(world, 'requested');
		await withAws(answersWith(table), async (aws, env) => {
			const { code, stdout, stderr } = await eyes(['release', stored.case.id, '--reason', 'hers'], {
				...env,
				AWS_ENDPOINT_URL_DYNAMODB: await urlOf(table),
			});
			expect([code, stderr]).toEqual([0, '']);
			expect(stdout).toContain('to be released: minji.kim');
			expect(aws.asked).toEqual([
				...['GetCallerIdentity', 'DescribeStacks'],
				...['SendMessageBatch', 'SendMessageBatch'],
			]);
			expect(aws.bodies[2]).toContain('eyes-contain.fifo');
			expect(aws.bodies[3]).toContain('eyes-notify.fifo');
		});
		const released = await stores.ledger.find(containments[0]?.id ?? '');
		expect(released?.ending?.by).toEqual({ kind: 'person', arn: SORA_ARN });
	});

	it('finds a directory user by their e-mail address, and denies them', async () => {
		const table = await dynamo().makeTable();
		const UserId = '9067642ac7-3f1c9a52-6c0e-4d6b-8a3e-0c1d2e3f4a5b';
		const store = { IdentityStoreId: 'd-9067642ac7', InstanceArn: 'arn:aws:sso:::instance/x' };
		const answers = {
			...answersWith(table),
			ListInstances: JSON.stringify({ Instances: [store] }),
			GetUserId: JSON.stringify({ UserId, IdentityStoreId: store.IdentityStoreId }),
		};
		await withAws(answers, async (aws, env) => {
			const there = { ...env, AWS_ENDPOINT_URL_DYNAMODB: await urlOf(table) };
			const asked = ['contain', 'kim@corp.example', '--reason', 'stolen laptop'];
			const { code, stdout, stderr } = await eyes(asked, there);
			expect([code, stderr]).toEqual([0, '']);
			expect(stdout).toContain(`to be denied: kim@corp.example, identitystore:UserId = ${UserId}`);
			const status = await eyes(['status'], there);
			expect(status.stdout).toContain('\nkim@corp.example: under way');
			expect(aws.asked).toEqual(expect.arrayContaining(['ListInstances', 'GetUserId']));
		});
		expect(await storesOn(table).ledger.open()).toMatchObject([{ selector: { value: UserId } }]);
	});

	it('says that a decision is stored if the queues take no hint', async () => {
		const table = await dynamo().makeTable();
		const { stored } = await givenCase(
			aDecisionWorld(undefined, { stores: storesOn(table) }),
			'asked',
		);
		await withAws({ ...answersWith(table), SendMessageBatch: null }, async (_, env) => {
			const there = { ...env, AWS_ENDPOINT_URL_DYNAMODB: await urlOf(table) };
			const asked = ['contain', stored.case.id, '--reason', 'stolen laptop'];
			const { code, stdout, stderr } = await eyes(asked, there);
			expect(code).toBe(2);
			expect(stdout).toMatch(/approved, extended: containment .*\nThe decision is stored, but/);
			expect(stderr).toContain('you are not allowed x:SendMessageBatch');
		});
	});

	it('watches until Ctrl-C, then ends with 0', async () => {
		const table = await dynamo().makeTable();
		await withAws(answersWith(table), async (_, env) => {
			const there = { ...env, AWS_ENDPOINT_URL_DYNAMODB: await urlOf(table) };
			const { code, stdout, stderr } = await eyes(
				['status', '--watch', '1'],
				there,
				'Daily summary',
			);
			expect([code, stderr]).toEqual([0, '']);
			expect(stdout).toMatch(/^--- .*\nBreaker: closed/);
			expect(stdout).not.toContain('\u001B');
		});
	});

	it.each([
		['another containment', ({ id }: { id: string }) => ({ pk: `CONTAINMENT#${id}`, sk: 'HEAD' })],
		['its case', () => latestKey(MINJIS.key)],
	])('releases somebody although %s cannot be read', async (_, keyOf) => {
		const table = await dynamo().makeTable();
		const stores = storesOn(table);
		const world = aDecisionWorld(undefined, { stores });
		const { containments } = await givenCase(world, 'requested');
		const other = await stores.ledger.request(aSubmittedRequest());
		await damage(table, keyOf(other), { until: 'soon', revision: 'x' });
		const id = containments[0]?.id ?? '';
		await withAws(answersWith(table), async (_aws, env) => {
			const there = { ...env, AWS_ENDPOINT_URL_DYNAMODB: await urlOf(table) };
			const status = await eyes(['status'], there);
			expect(status.stderr).toMatch(/warning: the item .* is damaged/);
			expect([status.code, status.stdout]).toEqual([0, expect.stringContaining(id)]);
			const { code } = await eyes(['release', id, '--reason', 'hers'], there);
			expect(code).toBe(0);
		});
		expect((await stores.ledger.find(id))?.ending?.by).toMatchObject({ arn: SORA_ARN });
	});

	it('refuses to deploy without a trail, before it runs the CDK', async () => {
		const answers = {
			GetCallerIdentity: CALLER,
			DescribeStacks: stackWith({ BootstrapVersion: '28' }),
			DescribeTrails: NO_TRAIL,
		};
		await withAws(answers, async (aws, env) => {
			const { code, stdout, stderr } = await eyes(['deploy', '--yes'], env);
			expect(code).toBe(2);
			expect(stdout).toContain('not checked, because your credentials may not: which Regions');
			expect(stderr).toContain('this account has no trail');
			expect(aws.asked).toEqual(expect.arrayContaining(['DescribeTrails', 'ListRegions']));
			expect(aws.asked.filter((action) => !/^(Get|List|Describe)/.test(action))).toEqual([]);
		});
	});
});
