import type { Followed } from '../../shared/case/follow-sign-in.ts';
import { personName } from '../../shared/history/person-name.ts';
import type { RecordSource, Refusal } from '../../shared/record/record.ts';
import { shownName } from '../../shared/sign-in/shown-name.ts';
import { actionOf, usedCredential } from '../../shared/sign-in/used-credential.ts';
import { useIn } from '../../shared/verdict/credential-use.ts';
import type { Disposition, Reason } from '../../shared/verdict/verdict.ts';
import { visibleJson } from '../terminal.ts';
import type { PlanOutcome } from './plan-log.ts';

/** Everything that a line says about a record. */
interface Answer {
	readonly followed: Followed;
	/** The verdict's reasons, with the other records that were found later. */
	readonly reasons: readonly Reason[];
	readonly outcome: PlanOutcome;
}

/**
 * Gives a record with its verdict as one line of `--format jsonl`. The schema is
 * docs/replay-line.schema.json.
 */
export function replayLine(source: RecordSource, { followed, reasons, outcome }: Answer): string {
	const { signIn, verdict, known, theCase } = followed;
	const { principal, session } = signIn;
	const line = {
		source,
		eventId: signIn.eventId,
		time: new Date(signIn.time).toISOString(),
		event: signIn.event,
		account: signIn.account,
		region: signIn.region,
		disposition: verdict.disposition,
		severity: verdict.severity,
		outcome: signIn.outcome,
		posted: verdict.posted,
		inSummary: verdict.inSummary,
		who: personName(signIn, known),
		principal: {
			kind: principal.kind,
			name: principal.name ?? known.name ?? shownName(signIn),
			id: principal.id,
			arn: principal.arn,
		},
		session: session && {
			userId: session.userId,
			roleArn: session.roleArn,
			name: session.name,
			issuedAt: new Date(session.issuedAt).toISOString(),
		},
		attemptedRole: signIn.attemptedRole,
		origin: { address: verdict.origin.address, kind: verdict.origin.kind },
		network: { classification: verdict.network.classification, name: verdict.network.name },
		use:
			signIn.part === 'use' || useIn(verdict) !== null
				? { credential: usedCredential(signIn), action: actionOf(signIn) }
				: null,
		credential: {
			kind: verdict.credential.kind,
			ageDays: roundedDays(verdict.credential.ageDays),
			mfa: verdict.credential.mfa,
		},
		reasons,
		case: theCase?.id ?? null,
		containment:
			verdict.disposition === 'alert' && !verdict.inSummary ? containmentOf(outcome) : null,
	};
	return visibleJson(JSON.stringify(line));
}

/** Gives what would be contained because of this record, or why nothing is. */
function containmentOf({ requests, notContained }: PlanOutcome) {
	return {
		requests: requests.map(({ selector, denyScope, policies, until, reason }) => ({
			selector,
			denyScope,
			policies: policies.map(({ policy }) => policy),
			until: new Date(until).toISOString(),
			reason,
		})),
		notContained,
	};
}

/**
 * Gives the line of a record that could not be read. It is never dropped, because it may be the
 * attacker's record.
 */
export function refusalLine(source: RecordSource, { code, detail }: Refusal): string {
	const disposition: Disposition = 'odd';
	return visibleJson(JSON.stringify({ source, disposition, refused: `${code}: ${detail}` }));
}

/** Rounds to two decimals, a quarter of an hour: exact enough to compare, and short. */
function roundedDays(days: number | null): number | null {
	return days === null ? null : Math.round(days * 100) / 100;
}
