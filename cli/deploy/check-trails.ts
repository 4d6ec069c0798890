import { EVENT_SOURCES } from '../../shared/record/event-sources.ts';

/** One condition of an advanced event selector. */
export interface FieldSelector {
	readonly field: string;
	readonly equals: readonly string[];
	readonly notEquals: readonly string[];
	/** True where it has another condition than these two. */
	readonly other: boolean;
}

/** What a trail writes down: in the older form, or in the newer one. */
export type EventSelectors =
	| { readonly kind: 'basic'; readonly selectors: readonly BasicSelector[] }
	| { readonly kind: 'advanced'; readonly selectors: readonly (readonly FieldSelector[])[] };

export interface BasicSelector {
	/** `All`, `ReadOnly`, `WriteOnly` */
	readonly readWrite: string;
	readonly management: boolean;
}

/** A trail as far as it matters here. */
export interface Trail {
	readonly arn: string;
	readonly isMultiRegion: boolean;
	/** Null: these credentials may not ask, as for a trail of the organization in a member account. */
	readonly isLogging: boolean | null;
	/** Null likewise. */
	readonly selectors: EventSelectors | null;
}

/** The trail that makes EventBridge see sign-ins, and whether that could be shown; or why no trail does. */
type TrailFound =
	| { readonly kind: 'found'; readonly arn: string; readonly isShown: boolean }
	| { readonly kind: 'none'; readonly problems: readonly string[] };

/**
 * EventBridge gets what CloudTrail records only while a trail writes it, and what only reads (GetRoleCredentials) only
 * from one that writes reads.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function checkTrails(trails: readonly Trail[]): TrailFound {
	const judged = trails.map((trail) => ({ trail, problems: problemsOf(trail) }));
	const sound = judged.filter(({ problems }) => problems.length === 0).map(({ trail }) => trail);
	const shown = sound.find(({ isLogging, selectors }) => isLogging === true && selectors !== null);
	const trail = shown ?? sound[0];
	if (trail !== undefined) return { kind: 'found', arn: trail.arn, isShown: trail === shown };
	return {
		kind: 'none',
		problems: judged.map(({ trail: { arn }, problems }) => `${arn}: ${problems.join(', ')}`),
	};
}

function problemsOf({ isMultiRegion, isLogging, selectors }: Trail): string[] {
	const written = selectors === null ? { reads: true, writes: true } : managementEvents(selectors);
	return [
		...(isMultiRegion ? [] : ['watches one Region only']),
		...(isLogging === false ? ['does not log'] : []),
		...(written.reads ? [] : ['leaves out management events that read']),
		...(written.writes ? [] : ['leaves out management events that write']),
	];
}

interface Written {
	readonly reads: boolean;
	readonly writes: boolean;
}

/** Which management events of our sources the selectors let through for certain. */
export function managementEvents({ kind, selectors }: EventSelectors): Written {
	const each = kind === 'basic' ? selectors.map(ofBasic) : selectors.map(ofAdvanced);
	return { reads: each.some(({ reads }) => reads), writes: each.some(({ writes }) => writes) };
}

/** Sources that can be left out there are KMS and RDS Data only, none of which is ours. */
function ofBasic({ readWrite, management }: BasicSelector): Written {
	return {
		reads: management && readWrite !== 'WriteOnly',
		writes: management && readWrite !== 'ReadOnly',
	};
}

/**
 * All conditions of a selector must hold, so one that narrows by anything else lets through less than all.
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
