package io.dripwatch.app.command;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** The console, where a person sits at one: newer Java gives one also to whoever pipes something in. */
final class Terminal {
    private Terminal() {}

    /** Null where nobody can be asked. */
    @SuppressWarnings("SystemConsoleNull") // It is null on Java 17, and on newer ones asked whether it is a terminal.
    static @Nullable Console console() {
        Console console = System.console();
        if (console == null) {
            return null;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console) ? console : null;
        } catch (NoSuchMethodException older) {
            // Before Java 22 there is a console only where there is a terminal.
            return console;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the console does not say whether it is a terminal", e);
        }
    }
}
