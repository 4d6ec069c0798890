import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import software.amazon.event.ruler.Machine;

/** Reads an event pattern from the first line and an event from each other line; answers each with 1 or 0. */
public final class MatchLines {
	public static void main(String[] arguments) throws Exception {
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
		Machine machine = new Machine();
		machine.addRule("pattern", in.readLine());
		for (String event = in.readLine(); event != null; event = in.readLine()) {
			out.println(machine.rulesForJSONEvent(event).isEmpty() ? 0 : 1);
		}
		out.flush();
	}
}
