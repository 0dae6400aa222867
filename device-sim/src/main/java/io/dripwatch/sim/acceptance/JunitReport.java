package io.dripwatch.sim.acceptance;

import io.dripwatch.sim.acceptance.Acceptance.Outcome;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The acceptance report for machines, in the form of JUnit's reports, whole on the disk when it returns. Vert.x Unit's
 * own reporter writes behind its back and tells nobody when it has.
 */
final class JunitReport {
    private JunitReport() {}

    static void write(Path file, String suite, Instant begun, List<Outcome> outcomes) throws IOException {
        try (Writer text = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", suite);
            xml.writeAttribute(
                    "timestamp", begun.truncatedTo(ChronoUnit.SECONDS).toString());
            xml.writeAttribute(
                    "time", seconds(outcomes.stream().map(Outcome::took).reduce(Duration.ZERO, Duration::plus)));
            xml.writeAttribute("tests", "" + outcomes.size());
            xml.writeAttribute(
                    "failures",
                    "" + outcomes.stream().filter(outcome -> !outcome.passed()).count());
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", "0");
            for (Outcome outcome : outcomes) {
                check(xml, suite, outcome);
            }
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("The report " + file + " cannot be written", e);
        }
    }

    private static void check(XMLStreamWriter xml, String suite, Outcome outcome) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", suite);
        xml.writeAttribute("name", outcome.name());
        xml.writeAttribute("time", seconds(outcome.took()));
        if (!outcome.passed()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", legible(outcome.words()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0);
    }

    /** Without what XML 1.0 cannot hold: what a faulty server answered may be in it. */
    private static String legible(String words) {
        return words.codePoints()
                .map(letter -> letter < ' '
                                || Character.getType(letter) == Character.SURROGATE
                                || letter == 0xFFFE
                                || letter == 0xFFFF
                        ? ' '
                        : letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
