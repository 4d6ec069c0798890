import type { CredentialUse, KeyActivity } from '../../report/credential-use.ts';
import { wholeDays } from '../../report/whole-days.ts';
import { joined, own, type Phrase, phrase } from '../card/phrase.ts';
import type { ReportWords } from '../words/report-words.ts';

/** More networks than this are only counted. */
const MOST_NETWORKS = 2;
const MOST_SERVICES = 3;

/**
 * One line that says what uses a credential, and which source says so:
 * `terraform 1.9 · seoul-hq · s3+dynamodb · yesterday (trail)`. A source that knows of no use is
 * named as such, because that does not mean that the credential is not used.
 * @param at the time of the report, milliseconds since 1970
 */
export function useLine(
	{ trail, history, iam }: CredentialUse,
	at: number,
	words: ReportWords,
): Phrase {
	const { use } = words;
	const seen = (
		[
			['trail', trail],
			['history', history],
		] as const
	).find(([, activity]) => activity !== null && activity.calls > 0);
	if (seen !== undefined && seen[1] !== null)
		return phrase`${activityLine(seen[1], at, words)} (${own(use.sources[seen[0]])})`;
	if (iam !== null && iam.at !== null) return iamLine({ ...iam, at: iam.at }, at, words);
	const asked = [
		...(trail === null ? [] : [use.nothingIn.trail]),
		...(history === null ? [] : [use.nothingIn.history]),
		...(iam === null ? [] : [use.nothingIn.iam]),
	];
	return own(asked.length === 0 ? '–' : asked.join(', '));
}

function activityLine(
	{ programs, runsOn, networks, networkCount, services, lastAt }: KeyActivity,
	at: number,
	{ use }: ReportWords,
): Phrase {
	const program = runsOn ?? programs[0] ?? null;
	const where =
		networkCount > MOST_NETWORKS
			? own(use.addresses(networkCount))
			: joined(
					networks.map(({ network }) => phrase`${network}`),
					', ',
				);
	return joined(
		[
			...(program === null ? [] : [phrase`${program}`]),
			...(networkCount === 0 ? [] : [where]),
			...(services.length === 0 ? [] : [phrase`${services.slice(0, MOST_SERVICES).join('+')}`]),
			...(lastAt === null ? [] : [own(use.ago(wholeDays(lastAt, at)))]),
		],
		' · ',
	);
}

/** A service without a Region was used all the same: some services have none. */
function iamLine(
	{ at: usedAt, service, region, isShared }: NonNullable<CredentialUse['iam']> & { at: number },
	at: number,
	{ use }: ReportWords,
): Phrase {
	const line = joined(
		[
			...(service === null ? [] : [phrase`${service}`]),
			region === null ? own(use.regionUnknown) : phrase`${region}`,
			own(use.ago(wholeDays(usedAt, at))),
			...(isShared ? [own(use.shared)] : []),
		],
		' · ',
	);
	return phrase`${line} (${own(use.sources.iam)})`;
}
