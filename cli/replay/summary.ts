import type { Case } from '../../shared/case/case.ts';
import { plainName } from '../../shared/case/case-name.ts';
import type { Followed } from '../../shared/case/follow-sign-in.ts';
import { whoSignedIn } from '../../shared/history/person-name.ts';
import { REFUSALS, type Refusal, type RefusalCode } from '../../shared/record/record.ts';
import type { SignIn } from '../../shared/sign-in/sign-in.ts';
import { DISPOSITIONS, type Disposition } from '../../shared/verdict/verdict.ts';
import { printable } from '../terminal.ts';
import { Denials } from './denials.ts';
import type { PlanOutcome } from './plan-log.ts';

/** Counts by name. A log has few principals, networks and reasons compared with its records. */
type Tally = Map<string, number>;

const TOP = 5;

/** Counts the results, and gives the summary at the end. */
export class Summary {
	files = 0;
	skippedFiles = 0;
	/** The time zone of the configuration, after the configuration is loaded. */
	timeZone = 'UTC';
	bytes = 0;
	records = 0;
	signIns = 0;
	cases = 0;
	/** Daily summaries, and the sign-ins that they tell. */
	summaries = 0;
	inSummaries = 0;
	readonly #dispositions = new Map<Disposition, number>();
	readonly #refusals = new Map<RefusalCode, number>();
	readonly #principals: Tally = new Map();
	readonly #networks: Tally = new Map();
	readonly #denials = new Denials();
	#services = 0;
	readonly #makings = { all: 0, refused: 0, unnamed: 0 };
	#monitor = 0;
	#callersCopies = 0;
	#notWatched = 0;

	get refused(): number {
		return [...this.#refusals.values()].reduce((sum, count) => sum + count, 0);
	}

	get alerts(): number {
		return this.#dispositions.get('alert') ?? 0;
	}

	addRefusal({ code }: Refusal): void {
		add(this.#refusals, code);
		add(this.#dispositions, 'odd');
	}

	addFollowed(followed: Followed, rehearsed: PlanOutcome): void {
		const { signIn, verdict, known } = followed;
		const codes = verdict.reasons.map(({ code }) => code);
		// These are not among the sign-ins, so their dispositions are not either.
		if (codes.includes('credential-made')) {
			this.#addMaking(signIn);
			return;
		}
		add(this.#dispositions, verdict.disposition);
		if (verdict.inSummary) this.inSummaries++;
		this.#denials.add(followed, rehearsed, this.timeZone);
		if (codes.includes('aws-service') || codes.includes('service-on-behalf')) this.#services++;
		if (codes.includes('monitor-itself')) this.#monitor++;
		const isAlone = verdict.reasons.every(({ eventId }) => eventId === undefined);
		if (codes.includes('own-account-caller') && isAlone) this.#callersCopies++;
		if (codes.includes('directory-not-watched')) this.#notWatched++;
		if (verdict.disposition !== 'alert' && verdict.disposition !== 'watch') return;
		const { principal } = signIn;
		const who = plainName(whoSignedIn(signIn, known) ?? '(hidden name)');
		add(this.#principals, `${who} (${principal.kind})`);
		add(this.#networks, verdict.network.key);
	}

	#addMaking({ outcome, made }: SignIn): void {
		this.#makings.all++;
		if (outcome === 'failure') this.#makings.refused++;
		else if (made === undefined) this.#makings.unnamed++;
	}

	addCase({ needsMessage }: Case): void {
		if (needsMessage) this.cases++;
	}

	/** Gives the summary as lines of plain text. */
	lines(): string[] {
		const of = (count: number, noun: string) => `${count.toLocaleString('en')} ${noun}`;
		const megabytes = (this.bytes / 1e6).toFixed(1);
		return [
			`${of(this.files, 'files')} (${this.skippedFiles} skipped), ${megabytes} MB, ${of(this.records, 'records')}, ${of(this.signIns, 'of the sign-in services')}`,
			`  ${DISPOSITIONS.map((name) => `${name} ${this.#dispositions.get(name) ?? 0}`).join('   ')}   → ${of(this.cases, 'messages')}`,
			...this.#inSummaries(),
			`  ignored: ${of(this.#services, 'calls by AWS services')}, ${this.#monitor} by eyes-system itself`,
			...this.#credentialsMade(),
			...this.#missingCopies(),
			...this.#missingPortal(),
			...top('who, in alerts and watched failures', this.#principals),
			...top('from where', this.#networks),
			...this.#denials.lines().map((line) => `  ${line}`),
			...[...this.#refusals].map(
				([code, count]) => `  not readable: ${count} × ${code} (${REFUSALS[code]})`,
			),
		];
	}

	#inSummaries(): string[] {
		if (this.inSummaries === 0) return [];
		const days = this.summaries === 1 ? '1 daily summary' : `${this.summaries} daily summaries`;
		return [`  told once a day: ${this.inSummaries.toLocaleString('en')} in ${days}`];
	}

	#credentialsMade(): string[] {
		const { all, refused, unnamed } = this.#makings;
		if (all === 0) return [];
		return [
			`  credentials made: ${all} calls for users, access keys and passwords, of which ${refused} were refused and ${unnamed} do not name what they made`,
		];
	}

	#missingPortal(): string[] {
		if (this.#notWatched === 0) return [];
		return [
			`  not judged: ${this.#notWatched} sessions of Identity Center, because no record of its portal is in these logs; read the log of the account that owns it`,
		];
	}

	/**
	 * A call that is left to a copy which is not in these logs is not judged at all, so the summary
	 * says that.
	 */
	#missingCopies(): string[] {
		if (this.#callersCopies === 0) return [];
		return [
			`  not judged: ${this.#callersCopies} calls from our accounts whose own record is not in these logs; read the logs of all accounts`,
		];
	}
}

function add<K>(tally: Map<K, number>, key: K): void {
	tally.set(key, (tally.get(key) ?? 0) + 1);
}

function top(title: string, tally: Tally): string[] {
	if (tally.size === 0) return [];
	const sorted = [...tally].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
	const more = sorted.length > TOP ? `, and ${sorted.length - TOP} more` : '';
	return [
		`  ${title}: ${sorted
			.slice(0, TOP)
			.map(([name, count]) => `${printable(name)} ${count}`)
			.join(', ')}${more}`,
	];
}
