import { describe, expect, it } from 'vitest';
import { differs, doubt, notChecked, ok } from '../../../cli/verify/look.ts';
import { masked } from '../../../cli/verify/mask.ts';
import { exitCodeOf, reportOf } from '../../../cli/verify/run-verify.ts';
import type { Looked } from '../../../cli/verify/verify.ts';
import { ORGANIZATION } from '../../support/synthesize.ts';
import { aVerifyWorld, HUB, MANAGEMENT, NOW } from './verify-world.ts';

const plain = { at: NOW, elsewhere: [], human: null } as const;
const LOOKED: readonly Looked[] = [
	{ ...plain, number: 1, title: 'Quotas', findings: [ok('room for 25 rules'), doubt('hm')] },
	{
		...{ ...plain, number: 2, title: 'The trail', elsewhere: ['management'] },
		findings: [ok('one'), differs('```\n# no **trail**', 'aws cloudtrail start-logging')],
	},
	{ ...plain, number: 3, title: 'Regions', findings: [notChecked('denied', 'aws account')] },
	{ ...plain, number: 4, title: 'SCPs', findings: [], human: 'list them' },
	{ ...plain, number: 5, title: 'Nothing', findings: [] },
	{
		...{ ...plain, number: 6, title: 'Elsewhere', findings: [] },
		elsewhere: ['management', 'hub'],
	},
];

function report(format: 'markdown' | 'json', mask = false): string {
	const deps = aVerifyWorld({ configuration: ORGANIZATION, account: HUB });
	return reportOf({ looked: LOOKED, at: NOW, deps }, { format, mask });
}

describe('the report', () => {
	it('is Markdown with the worst answer of each look in its heading', () => {
		expect(report('markdown')).toBe(`# First deployment: what eyes verify found

\`\`\`text
2026-12-01 12:00:00 (KST), eyes-system 0.1.0
account ${HUB}: the hub, asked as arn:aws:sts::111122223333:assumed-role/responder/sora
reach: the WHOLE organization (r-a1b2), also accounts that join later, in us-east-1, ap-northeast-2
mode contain: rules deny people at once
\`\`\`

answers: 2 as expected, 1 different, 1 not checked, 1 in doubt.

## 1. Quotas: doubt

\`\`\`text
2026-12-01 12:00:00 (KST)
ok: room for 25 rules
doubt: hm
\`\`\`

## 2. The trail: differs

\`\`\`text
2026-12-01 12:00:00 (KST)
ok: one
DIFFERS: \`\`\`# no **trail**
  > aws cloudtrail start-logging
\`\`\`

To be asked in the management account too.

## 3. Regions: not checked

\`\`\`text
2026-12-01 12:00:00 (KST)
not checked: denied
  > aws account
\`\`\`

## 4. SCPs: by hand

## 5. Nothing: nothing to ask

## 6. Elsewhere: not in this account

To be asked in the management account and in the hub.

## What is left for a person

docs/first-deployment.md says how, and what to expect. Write what you saw below each line.

- 4. SCPs: list them
`);
	});

	it('is JSON with the same answers', () => {
		const { place, counts, looks } = JSON.parse(report('json'));
		expect({ place, counts }).toEqual({
			place: 'hub',
			counts: { ok: 2, differs: 1, doubt: 1, 'not checked': 1 },
		});
		expect(looks[1].findings[1]).toEqual({
			mark: 'differs',
			says: '```# no **trail**',
			help: ['aws cloudtrail start-logging'],
		});
	});

	it('never shows a whole id of an access key', () => {
		const findings = [ok('key AKIAIOSFODNN7EXAMPLE')];
		const deps = aVerifyWorld({ configuration: ORGANIZATION, account: HUB });
		const looked = [{ ...plain, number: 1, title: 'Quotas', findings }];
		for (const format of ['markdown', 'json'] as const)
			expect(reportOf({ looked, at: NOW, deps }, { format, mask: false })).toContain('AKIA…MPLE');
	});

	it('can be masked', () => {
		const text = report('markdown', true);
		expect(text).not.toContain(HUB);
		expect(text).not.toContain('sora');
		expect(text).toContain('assumed-role/responder/SESSION-1');
	});
});

it.each([
	['all is as expected, or a person must decide', LOOKED.slice(0, 1), 0],
	['something differs', LOOKED.slice(0, 2), 10],
	['something could not be checked', LOOKED.slice(2, 3), 10],
])('ends with its own exit code if %s', (_, looked, code) => {
	expect(exitCodeOf(looked)).toBe(code);
});

describe('masking', () => {
	it.each([
		[`${HUB} and ${MANAGEMENT}, ${HUB}`, 'ACCOUNT-1 and ACCOUNT-2, ACCOUNT-1'],
		[`arn:aws:iam::${HUB}:user/team/minji`, 'arn:aws:iam::ACCOUNT-1:user/USER-1'],
		[
			`arn:aws:sts::${HUB}:assumed-role/admin/bora@corp.example is`,
			'arn:aws:sts::ACCOUNT-1:assumed-role/admin/SESSION-1 is',
		],
		['mail bora@corp.example', 'mail MAIL-1'],
		['o-a1b2c3d4e5 r-a1b2 ou-a1b2-11111111', 'ORGANIZATION-1 ROOT-1 UNIT-1'],
		['eu-west-1, 2026-12-01 12:00:00', 'eu-west-1, 2026-12-01 12:00:00'],
	])('%s', (text, expected) => {
		expect(masked(text)).toBe(expected);
	});
});
