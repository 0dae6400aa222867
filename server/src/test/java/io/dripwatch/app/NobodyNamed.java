package io.dripwatch.app;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Reads along with every test: all that is logged, at the finest level too, what other processes write to their standard
 * error, the metrics that were looked at, and the addresses that pages ask for. A test in which a synthetic patient is
 * named there fails. JUnit finds this by itself (META-INF/services).
 */
public final class NobodyNamed implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    /** Every patient of ours has one of these in the identifier or the name. */
    private static final Pattern PATIENT = Pattern.compile(
            "SYN-\\w|Synthetic\\b|Quillfeather|Zephyrine|violet-note|ACC-OTHER", Pattern.CASE_INSENSITIVE);

    private static final Queue<String> NAMED = new ConcurrentLinkedQueue<>();
    private static final Listener LISTENER = new Listener();

    private static final class Listener extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            heard("the log of " + event.getLoggerName(), event.getFormattedMessage());
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                heard("an error in the log of " + event.getLoggerName(), String.valueOf(cause.getMessage()));
            }
        }
    }

    /** Looks for patients in a text that must name none; the test that runs fails at its end if there is one. */
    static void heard(String where, String text) {
        Matcher found = PATIENT.matcher(text);
        if (found.find()) {
            int from = Math.max(0, found.start() - 120);
            NAMED.add(where + ": ..." + text.substring(from, Math.min(text.length(), found.end() + 40)) + "...");
        }
    }

    @Override
    public void beforeAll(ExtensionContext test) {
        synchronized (LISTENER) {
            if (!LISTENER.isStarted()) {
                LISTENER.start();
                ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(LISTENER);
            }
        }
    }

    @Override
    public void afterEach(ExtensionContext test) {
        List<String> named = new ArrayList<>();
        for (String each = NAMED.poll(); each != null; each = NAMED.poll()) {
            named.add(each);
        }
        if (!named.isEmpty()) {
            throw new AssertionError("a patient is named in " + String.join("\n", named));
        }
    }

    @Override
    public void afterAll(ExtensionContext test) {
        afterEach(test);
    }
}
