import { EVENT_SOURCES } from '../../../shared/record/event-sources.ts';

/** One condition of an advanced event selector. */
export interface FieldSelector {
	readonly field: string;
	readonly equals: readonly string[];
	readonly notEquals: readonly string[];
	/** True if it has a condition of another kind than these two. */
	readonly other: boolean;
}

/** Which events a trail logs, in the older form or in the newer one. */
export type EventSelectors =
	| { readonly kind: 'basic'; readonly selectors: readonly BasicSelector[] }
	| { readonly kind: 'advanced'; readonly selectors: readonly (readonly FieldSelector[])[] };

export interface BasicSelector {
	/** `All`, `ReadOnly` or `WriteOnly`. */
	readonly readWrite: string;
	readonly management: boolean;
}

/** The properties of a trail that matter here. */
export interface Trail {
	readonly arn: string;
	/** True if it logs all accounts of the organization; false if it logs only the one that has it. */
	readonly isOrganization: boolean;
	readonly isMultiRegion: boolean;
	/**
	 * Null if these credentials may not ask, as for a trail of the organization in a member
	 * account.
	 */
	readonly isLogging: boolean | null;
	/** Null if these credentials may not ask. */
	readonly selectors: EventSelectors | null;
}

/**
 * The trail because of which EventBridge sees sign-ins, of the organization or of the account
 * itself, and whether that could be shown; or the reasons why no trail does.
 */
export type TrailFound =
	| {
			readonly kind: 'organization' | 'account';
			readonly arn: string;
			readonly isShown: boolean;
	  }
	| { readonly kind: 'none'; readonly problems: readonly string[] };

/**
 * EventBridge receives what CloudTrail records only while a trail logs it, and events that only
 * read (GetRoleCredentials) only if a trail logs read events.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function checkTrails(trails: readonly Trail[]): TrailFound {
	const judged = trails.map((trail) => ({ trail, problems: problemsOf(trail) }));
	const sound = judged.filter(({ problems }) => problems.length === 0).map(({ trail }) => trail);
	const shown = sound.find(({ isLogging, selectors }) => isLogging === true && selectors !== null);
	const trail = shown ?? sound[0];
	if (trail !== undefined) {
		const kind = trail.isOrganization ? 'organization' : 'account';
		return { kind, arn: trail.arn, isShown: trail === shown };
	}
	return {
		kind: 'none',
		problems: judged.map(({ trail: { arn }, problems }) => `${arn}: ${problems.join(', ')}`),
	};
}

function problemsOf({ isMultiRegion, isLogging, selectors }: Trail): string[] {
	const written = selectors === null ? { reads: true, writes: true } : managementEvents(selectors);
	return [
		...(isMultiRegion ? [] : ['logs one Region only']),
		...(isLogging === false ? ['does not log'] : []),
		...(written.reads ? [] : ['leaves out management events that read']),
		...(written.writes ? [] : ['leaves out management events that write']),
	];
}

interface Written {
	readonly reads: boolean;
	readonly writes: boolean;
}

/** Tells which management events of our sources the selectors certainly let through. */
export function managementEvents({ kind, selectors }: EventSelectors): Written {
	const each = kind === 'basic' ? selectors.map(ofBasic) : selectors.map(ofAdvanced);
	return { reads: each.some(({ reads }) => reads), writes: each.some(({ writes }) => writes) };
}

/** Basic selectors can leave out only KMS and RDS Data, which we do not need. */
function ofBasic({ readWrite, management }: BasicSelector): Written {
	return {
		reads: management && readWrite !== 'WriteOnly',
		writes: management && readWrite !== 'ReadOnly',
	};
}

/**
 * All conditions of a selector must hold, so a selector with any other condition may let through
 * less.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
function ofAdvanced(fields: readonly FieldSelector[]): Written {
	const isManagement = fields.some(
		({ field, equals }) => field === 'eventCategory' && equals.includes('Management'),
	);
	if (!isManagement || fields.some(isNarrow)) return { reads: false, writes: false };
	const readOnly = fields.find(({ field }) => field === 'readOnly');
	return {
		reads: readOnly?.equals.includes('true') ?? true,
		writes: readOnly?.equals.includes('false') ?? true,
	};
}

function isNarrow({ field, equals, notEquals, other }: FieldSelector): boolean {
	if (field === 'eventCategory' || field === 'readOnly') return false;
	const leavesOut = EVENT_SOURCES.some((source) => notEquals.includes(source));
	return other || field !== 'eventSource' || equals.length > 0 || leavesOut;
}
