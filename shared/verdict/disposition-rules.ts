import type { DispositionAnswer, DispositionRule, Evidence } from './evidence.ts';
import { awsAlarm } from './rules/disposition/aws-alarm.ts';
import { awsInternal } from './rules/disposition/aws-internal.ts';
import { awsService } from './rules/disposition/aws-service.ts';
import { backend } from './rules/disposition/backend.ts';
import { copy } from './rules/disposition/copy.ts';
import { credentialMade } from './rules/disposition/credential-made.ts';
import { credentialUse } from './rules/disposition/credential-use.ts';
import { failed } from './rules/disposition/failed.ts';
import { monitorItself } from './rules/disposition/monitor-itself.ts';
import { noSession } from './rules/disposition/no-session.ts';
import { nobodyNowhere } from './rules/disposition/nobody-nowhere.ts';
import { ownAccountCaller } from './rules/disposition/own-account-caller.ts';
import { ownEndpoint } from './rules/disposition/own-endpoint.ts';
import { renewal } from './rules/disposition/renewal.ts';
import { serviceOnBehalf } from './rules/disposition/service-on-behalf.ts';
import { step } from './rules/disposition/step.ts';
import { succeeded } from './rules/disposition/succeeded.ts';
import { unknownEvent } from './rules/disposition/unknown-event.ts';
import { unknownOutcome } from './rules/disposition/unknown-outcome.ts';

/** The rules are asked from top to bottom; the first that answers decides. */
const RULES: readonly DispositionRule[] = [
	awsAlarm,
	credentialMade,
	awsService,
	monitorItself,
	noSession,
	serviceOnBehalf,
	copy,
	credentialUse,
	unknownEvent,
	step,
	backend,
	awsInternal,
	ownAccountCaller,
	nobodyNowhere,
	unknownOutcome,
	renewal,
	failed,
	ownEndpoint,
	succeeded,
];

/** Decides what to do about a sign-in. */
export function decideDisposition(evidence: Evidence): DispositionAnswer {
	for (const rule of RULES) {
		const answer = rule(evidence);
		if (answer !== null) return answer;
	}
	// This is unreachable while an outcome is a success, a failure or unknown. If that ever
	// changes, the sign-in is reported as odd.
	return {
		disposition: 'odd',
		counts: false,
		weighed: true,
		reasons: [{ code: 'outcome-unknown' }],
	};
}
