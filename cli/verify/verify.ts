import { awsSentence } from '../operate/aws-words.ts';
import { type Check, type Finding, type Look, notChecked } from './look.ts';
import type { Place } from './place.ts';
import type { VerifyDeps } from './verify-deps.ts';

/** What was found out about one look. */
export interface Looked {
	/** As in docs/first-deployment.md, from 1. */
	readonly number: number;
	readonly title: string;
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
	readonly findings: readonly Finding[];
	/** In whose accounts the other checks of this look can be asked. */
	readonly elsewhere: readonly Place[];
	readonly human: string | null;
}

/** Asks everything that can be asked with these credentials. It changes nothing. */
export async function lookAtAll(
	looks: readonly Look[],
	deps: VerifyDeps,
	progress: (line: string) => void,
): Promise<Looked[]> {
	const looked: Looked[] = [];
	const isOrganization = deps.place !== 'single-account';
	for (const [at, { title, checks, ...look }] of looks.entries()) {
		progress(`${at + 1} of ${looks.length}: ${title}`);
		const here = checks.filter(({ places }) => places.includes(deps.place));
		const findings = (await Promise.all(here.map((check) => answersOf(check, deps)))).flat();
		const others = checks.filter((check) => !here.includes(check)).flatMap(({ places }) => places);
		// An account is either alone or in an organization.
		const elsewhere = isOrganization ? others.filter((one) => one !== 'single-account') : [];
		const human = isOrganization || look.isOfOrganization !== true ? look.human : null;
		looked.push({
			...{ number: at + 1, title, at: deps.now(), findings, human },
			elsewhere: [...new Set(elsewhere)],
		});
	}
	return looked;
}

/** What AWS does not answer is named; it is never shown as if all were well. */
async function answersOf({ ask, byHand }: Check, deps: VerifyDeps): Promise<readonly Finding[]> {
	try {
		return await ask(deps);
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		const sentence = awsSentence(error);
		if (sentence !== null) return [notChecked(sentence, byHand)];
		if ('$metadata' in error) return [notChecked(`${error.name}: ${error.message}`, byHand)];
		throw error;
	}
}
