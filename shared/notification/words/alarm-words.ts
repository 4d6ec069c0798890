import type { AlarmKind } from '../../sign-in/alarm/alarm.ts';
import type { ReasonCode } from '../../verdict/reasons.ts';
import type { AlarmHeadline } from '../card/alarm-headline.ts';
import type { AlarmStep } from '../card/alarm-steps.ts';
import type { Phrase } from '../card/phrase.ts';

/** What a step may name. */
interface Named {
	readonly maskedKey: string | null;
}

/** The reasons that only alarms of AWS have. */
export type AlarmReason = Extract<ReasonCode, 'aws-alarm' | 'quarantined' | `alarm-${string}`>;

/** The words about AWS's own alarms. They stand beside those about sign-ins. */
export interface AlarmWords {
	readonly title: string;
	readonly labels: Readonly<Record<'status' | 'time', string>>;
	readonly from: Readonly<Record<AlarmKind, string>>;
	readonly attachedBy: (name: string) => Phrase;
	/** In place of the network, where the alarm names no address. */
	readonly noAddress: string;
	readonly openConsole: string;
	readonly headlines: Readonly<Record<AlarmHeadline, string>>;
	readonly actions: Readonly<Record<'alarm' | 'alarm-sample', string>>;
	readonly reasons: Readonly<Record<AlarmReason, string>>;
	readonly steps: Readonly<Record<AlarmStep, (named: Named) => Phrase>>;
	readonly firstSteps: Partial<Readonly<Record<AlarmStep, string>>>;
	readonly notContained: Readonly<Record<'alarm-is-no-proof' | 'alarm-names-nobody', string>>;
}
