import { expect, it } from 'vitest';
import { partOf } from '../../../../cli/deploy/part.ts';
import { askAll, type Question } from '../../../../cli/deploy/questions/question.ts';
import { ACCOUNT } from '../../../support/decision-world.ts';
import { aDeployWorld } from '../deploy-world.ts';

const found: Question = async () => ({ told: ['trail: found'], problems: [] });
const wrong =
	(what: string): Question =>
	async () => ({ told: [], problems: [what] });
const fails: Question = () => Promise.reject(new Error('getaddrinfo ENOTFOUND'));

async function ask(...questions: Question[]) {
	const { deps, lines } = aDeployWorld();
	const part = partOf(deps.configuration, ACCOUNT, 'us-east-1');
	const options = { delegationByHand: false, bus: null };
	const error = await askAll(questions, { part, options, deps }).catch((thrown) => thrown);
	return { lines, said: error instanceof Error ? error.message : null };
}

it('tells what was found, and lists every problem', async () => {
	expect(await ask(found)).toEqual({ lines: ['trail: found'], said: null });
	expect(await ask(wrong('no trail'), found, wrong('no room'))).toEqual({
		lines: ['trail: found'],
		said: 'nothing was deployed. First:\n\nno trail\n\nno room',
	});
});

it('tells a problem before a question that failed because of it, and never hides a failure', async () => {
	expect((await ask(fails, wrong('no such Region'))).said).toMatch(/First:\n\nno such Region$/);
	expect((await ask(found, fails)).said).toBe('getaddrinfo ENOTFOUND');
});
