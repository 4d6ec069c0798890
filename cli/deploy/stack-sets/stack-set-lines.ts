import type { Configuration } from '../../../shared/configuration/configuration.ts';
import { nameOfAccount } from '../../../shared/notification/card/short-names.ts';
import { stackSetWordsOf } from '../../../shared/notification/words/stack-set-words.ts';
import type { Look } from '../../../shared/stack-sets/look.ts';
import { type Places, placesOf } from '../../../shared/stack-sets/places.ts';
import { CAUSES, type Cause, type NotCurrent } from '../../../shared/stack-sets/stack-instance.ts';
import { oneLine } from '../../operate/containment-text.ts';
import { instancesText } from '../../operate/stack-set-text.ts';
import { missingCommands, retryCommand } from './stack-set-commands.ts';

/** Longer than most reasons of AWS, which name a role, an action and a resource. */
const MOST_REASON = 400;
/** So many different reasons of one cause are shown. */
const MOST_REASONS = 3;
const ARTICLE = 'docs/runbook.md#instances-of-stacksets-are-not-current';

const NO_INSTANCE =
	'StackSets: NO instance: there is no active account under deployment.targets, so no account is watched by them';

interface Saying {
	readonly configuration: Configuration;
	/** The Region of the StackSets. */
	readonly region: string;
}

/** Says which instances of the StackSets are not current, why, and what helps. */
export function stackSetLines(look: Look, saying: Saying): string[] {
	const { notCurrent, suspended, current } = look;
	if (current + notCurrent.length + suspended.length === 0) return [NO_INSTANCE];
	return [
		headLine(look),
		...suspendedLines(look, saying),
		...CAUSES.flatMap((cause) => {
			const those = notCurrent.filter((one) => one.cause === cause);
			return those.length === 0 ? [] : causeLines(cause, those, saying);
		}),
		...(notCurrent.length === 0 ? [] : [`  More: ${ARTICLE}`]),
	];
}

function headLine({ current, accounts, notCurrent }: Look): string {
	const good = instancesText(current, accounts);
	if (notCurrent.length === 0) return `StackSets: all current, ${good}`;
	const { size } = new Set(notCurrent.map(({ account }) => account));
	return `StackSets: NOT current: ${instancesText(notCurrent.length, size)}; current: ${good}`;
}

function suspendedLines({ suspended }: Look, saying: Saying): string[] {
	const names = suspended.map((account) => accountText(account, saying));
	return names.length === 0 ? [] : [`  suspended accounts are skipped: ${names.join(', ')}`];
}

function causeLines(cause: Cause, those: readonly NotCurrent[], saying: Saying): string[] {
	const { causes, helps } = stackSetWordsOf({ locale: 'en' });
	return [
		`- ${causes[cause]}:`,
		...placesOf(those).map((places) => `  ${placesLine(places, saying)}`),
		...reasonLines(those),
		`  ${helps[cause]}`,
		...commandsFor(cause, those, saying).map((command) => `  $ ${command}`),
	];
}

function placesLine({ stackSet, regions, accounts }: Places, saying: Saying): string {
	const names = accounts.map((account) => accountText(account, saying));
	return `${stackSet} in ${regions.join(', ')}: ${names.join(', ')}`;
}

function accountText(account: string, { configuration }: Saying): string {
	const name = nameOfAccount(account, configuration);
	return name === null ? account : `${account} (${oneLine(name)})`;
}

/** Reasons that differ only in the account, the Region or an id are shown once. */
function reasonLines(those: readonly NotCurrent[]): string[] {
	const given = those.filter(({ reason }) => reason !== '');
	const different = new Map(given.toReversed().map((one) => [withoutPlace(one), one.reason]));
	const reasons = [...different.values()].toReversed();
	const others = reasons.length - MOST_REASONS;
	return [
		...reasons.slice(0, MOST_REASONS).map((reason) => `  AWS: ${oneLine(reason, MOST_REASON)}`),
		...(others > 0 ? [`  and ${others} other reasons`] : []),
	];
}

function withoutPlace({ reason, region }: NotCurrent): string {
	return reason.replaceAll(region, '').replace(/\b(?=[\w-]*\d)[\w-]{12,}\b/g, '');
}

/** Those that StackSets would not try by itself. */
function commandsFor(cause: Cause, those: readonly NotCurrent[], saying: Saying): string[] {
	if (cause === 'missing') return missingCommands(those, saying);
	if (cause === 'underway' || cause === 'inoperable' || cause === 'suspended') return [];
	const names = [...new Set(those.map(({ stackSet }) => stackSet))];
	return names.map((name) => retryCommand(name, saying));
}
