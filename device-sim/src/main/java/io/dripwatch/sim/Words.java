package io.dripwatch.sim;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the command line reads what is more than a word or a number. */
final class Words {
    private Words() {}

    /** "127.0.0.1:2575" or "[::1]:2575", not looked up. */
    static final class HostAndPort implements ITypeConverter<InetSocketAddress> {
        @Override
        public InetSocketAddress convert(String text) {
            int colon = text.lastIndexOf(':');
            try {
                int port = Integer.parseInt(text.substring(colon + 1));
                if (colon > 0 && port > 0) {
                    String host = text.substring(0, colon).replaceAll("^\\[|]$", "");
                    return InetSocketAddress.createUnresolved(host, port);
                }
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("expected host:port, got " + text);
            }
            throw new TypeConversionException("expected host:port, got " + text);
        }
    }

    /** "PT1H30M", or a number of seconds. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                Duration time = text.matches("[0-9.]+")
                        ? Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000))
                        : Duration.parse(text);
                if (time.toMillis() > 0) {
                    return time;
                }
            } catch (DateTimeParseException | NumberFormatException e) {
                throw new TypeConversionException("expected seconds or an ISO 8601 duration, got " + text);
            }
            throw new TypeConversionException("expected a duration above 0, got " + text);
        }
    }
}
