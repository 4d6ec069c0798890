import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.MachineComplexityEvaluator;

/**
 * Reads an event pattern from one line and events from the lines up to an empty one. Answers the
 * pattern with its complexity, and each event with 1 or 0. Then reads the next pattern, until the
 * input ends.
 */
public final class MatchLines {
	/** The evaluator stops counting here. */
	private static final int MOST = 100;

	public static void main(String[] arguments) throws Exception {
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
		for (String pattern = in.readLine(); pattern != null; pattern = in.readLine()) {
			Machine machine = new Machine();
			machine.addRule("pattern", pattern);
			out.println(machine.evaluateComplexity(new MachineComplexityEvaluator(MOST)));
			for (String event = in.readLine(); !event.isEmpty(); event = in.readLine()) {
				out.println(machine.rulesForJSONEvent(event).isEmpty() ? 0 : 1);
			}
			out.flush();
		}
	}
}
