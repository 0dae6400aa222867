package io.dripwatch.app.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks for a password or PIN: twice on a console, which does not show it, or as the first line of what is piped in. */
final class SecretPrompt {
    private SecretPrompt() {}

    /**
     * Asks until it is told something that can be taken.
     *
     * @param what "Password" or "PIN"
     * @param rule says why something cannot be taken; null where it can
     * @throws CommandFailed where nothing usable was piped in
     */
    static char[] ask(String what, Function<String, @Nullable String> rule) {
        Console console = Terminal.console();
        if (console == null) {
            return piped(what, rule);
        }
        while (true) {
            char[] once = console.readPassword("%s: ", what);
            if (once == null) {
                throw new CommandFailed("There was no " + what.toLowerCase(Locale.ROOT) + ".");
            }
            String why = rule.apply(new String(once));
            if (why != null) {
                console.printf("%s%n", why);
                continue;
            }
            char[] again = console.readPassword("%s once more: ", what);
            if (again != null && Arrays.equals(once, again)) {
                return once;
            }
            console.printf("That was not the same.%n");
        }
    }

    private static char[] piped(String what, Function<String, @Nullable String> rule) {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            String why = rule.apply(line == null ? "" : line);
            if (line == null || why != null) {
                throw new CommandFailed(
                        line == null ? what + ": expected a line on stdin, got nothing." : String.valueOf(why));
            }
            return line.toCharArray();
        } catch (IOException e) {
            throw new CommandFailed(what + ": stdin cannot be read: " + e.getMessage());
        }
    }
}
