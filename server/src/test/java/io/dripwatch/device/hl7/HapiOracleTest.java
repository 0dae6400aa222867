package io.dripwatch.device.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Our tokenizer finds in every message what HAPI HL7 v2 finds in it, which was written by others. */
final class HapiOracleTest {

    private final HapiContext hapi = new DefaultHapiContext(new GenericModelClassFactory());

    HapiOracleTest() {
        hapi.setValidationContext(ValidationContextFactory.noValidation());
    }

    @Test
    void ownMessagesAreDividedAlike() throws HL7Exception {
        for (String text : List.of(
                String.join(
                        "\r",
                        Given.MSH,
                        "PID|||SYN^^^A&B&C^MR~X^Y||Muster&von^M\\S\\ia",
                        Given.OBR,
                        Given.HR,
                        Given.SPO2),
                "MSH@~&#\\@APP@FAC@@@2026@@ORU~R01@7@P@2.5\rPID@1@@A~~~H~MR&B@@D~J\rOBX@1@NM@1~X\\Y~MDC@@5",
                Given.MSH
                        + "\rOBX|1||70049^MDC_DEV_PUMP_INFUS_LVP_MDS^MDC|1.0.0.0|||||||X|||||||~~~Ward~~~~D6^^00^EUI-64",
                Given.MSH + "\rZZZ\rOBX\rOBX|\rOBX||||\rOBX|\"\"|a^^b&&c~~d")) {
            assertSame(text, text);
        }
    }

    @Test
    void capturedMessagesAreDividedAlike() throws IOException, HL7Exception {
        Path captures = Path.of(System.getProperty("dripwatch.captures", "no-such-folder"));
        assumeTrue(Files.isDirectory(captures.resolve("hl7")), "no captured HL7 traffic at " + captures);
        int compared = 0;
        for (String folder : List.of("hl7", "hl7_robustness")) {
            try (Stream<Path> files = Files.list(captures.resolve(folder))) {
                for (Path file : files.sorted().toList()) {
                    compared += file.toString().contains(".hl7") ? compare(file) : 0;
                }
            }
        }
        assertThat(compared).isGreaterThan(80);
    }

    private int compare(Path file) throws IOException, HL7Exception {
        byte[] bytes = Files.readAllBytes(file);
        MessageSplitter splitter = new MessageSplitter(bytes, 0, bytes.length);
        int compared = 0;
        while (splitter.next()) {
            String text =
                    new String(bytes, splitter.start(), splitter.end() - splitter.start(), StandardCharsets.UTF_8);
            boolean readByHapi = !text.startsWith("MSH|^~&|") && text.contains("|2.") && text.length() > 40;
            if (readByHapi && parses(text)) {
                assertSame(file.getFileName().toString(), text);
                compared++;
            }
        }
        return compared;
    }

    private boolean parses(String text) {
        try {
            parse(text);
            return true;
        } catch (HL7Exception notForHapi) {
            return false;
        }
    }

    private ca.uhn.hl7v2.model.Message parse(String text) throws HL7Exception {
        return hapi.getPipeParser().parse(text.replace("\r\n", "\r").replace('\n', '\r'));
    }

    private void assertSame(String name, String text) throws HL7Exception {
        List<Segment> theirs = segments(parse(text));
        Message ours = Given.readable(text);
        assertThat(ours.segments()).as(name).isEqualTo(theirs.size());
        for (int i = 0; i < theirs.size(); i++) {
            Segment segment = theirs.get(i);
            for (int field = 1; field <= segment.numFields(); field++) {
                if (i > 0 || field > 2) {
                    assertSameField(
                            name + " " + segment.getName() + "[" + i + "]-" + field,
                            ours,
                            i,
                            segment.getField(field),
                            field);
                }
            }
        }
    }

    private static void assertSameField(String where, Message ours, int segment, Type[] theirs, int field) {
        Slice whole = ours.field(segment, field);
        for (int rep = 0; rep < theirs.length; rep++) {
            Slice repetition = whole.part(rep + 1, ours.separators().repetition());
            int components = Math.max(
                    Terser.numComponents(theirs[rep]),
                    repetition.parts(ours.separators().component()));
            for (int c = 1; c <= components; c++) {
                Slice component = ours.component(repetition, c);
                int subs = component.parts(ours.separators().subcomponent());
                for (int s = 1; s <= subs; s++) {
                    String value = Terser.getPrimitive(theirs[rep], c, s).getValue();
                    String mine = ours.text(component.part(s, ours.separators().subcomponent()));
                    if (hasOddEscape(component)) {
                        continue;
                    }
                    assertThat(mine).as(where + "." + c + "." + s).isEqualTo(value == null ? "" : value.strip());
                }
            }
        }
    }

    /** HAPI drops the marks of escapes it does not know; we leave them as they were sent. */
    private static boolean hasOddEscape(Slice component) {
        return component.ascii().replaceAll("\\\\[FSTRE]\\\\", "").indexOf('\\') >= 0;
    }

    private static List<Segment> segments(ca.uhn.hl7v2.model.Message message) throws HL7Exception {
        List<Segment> segments = new ArrayList<>();
        for (String name : message.getNames()) {
            for (Structure structure : message.getAll(name)) {
                segments.add((Segment) structure);
            }
        }
        return segments;
    }
}
