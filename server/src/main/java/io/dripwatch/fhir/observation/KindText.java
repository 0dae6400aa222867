package io.dripwatch.fhir.observation;

import io.dripwatch.fhir.rest.Coding;
import io.dripwatch.fhir.rest.JsonBytes;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Unit;
import java.util.List;

/** The pieces of JSON that all Observations of a kind share, written once. */
final class KindText {
    private static final KindText[] ALL = Kind.all().stream().map(KindText::new).toArray(KindText[]::new);

    private final byte[] profile;
    private final byte[] codes;
    private final byte[] unit;
    private final byte[][] components;

    private KindText(Kind kind) {
        String claimed = kind.profile();
        this.profile = new JsonBytes()
                .ascii(claimed == null ? "\"" : "\",\"profile\":[\"" + claimed + "\"]")
                .copy();
        this.codes = codes(new JsonBytes().ascii("\""), kind.category(), kind.codings(), kind.text())
                .copy();
        this.unit = unit(kind.group().parts().get(0).unit());
        this.components = kind.components().stream().map(KindText::component).toArray(byte[][]::new);
    }

    static KindText of(Kind kind) {
        return ALL[kind.rank()];
    }

    /** From the comma before the category to the end of the code. */
    static JsonBytes codes(JsonBytes out, Category category, List<Coding> codings, String text) {
        out.ascii(",\"category\":[{\"coding\":");
        codings(out, List.of(category.coding())).ascii("}],");
        return concept(out, codings, text);
    }

    /** From the comma before the unit to the end of a quantity. */
    static byte[] unit(Unit unit) {
        return new JsonBytes()
                .ascii(",\"unit\":")
                .string(unit.label())
                .ascii(",\"system\":\"http://unitsofmeasure.org\",\"code\":")
                .string(unit.ucum())
                .ascii("}")
                .copy();
    }

    private static byte[] component(Metric metric) {
        JsonBytes text = new JsonBytes().ascii("{");
        concept(text, Coding.of(metric), metric.label());
        return text.copy();
    }

    private static JsonBytes concept(JsonBytes out, List<Coding> codings, String text) {
        out.ascii("\"code\":{\"coding\":");
        return codings(out, codings).ascii(",\"text\":").string(text).ascii("}");
    }

    private static JsonBytes codings(JsonBytes out, List<Coding> codings) {
        String before = "[";
        for (Coding coding : codings) {
            out.ascii(before).ascii("{\"system\":").string(coding.system());
            out.ascii(",\"code\":").string(coding.code());
            out.ascii(",\"display\":").string(coding.display()).ascii("}");
            before = ",";
        }
        return out.ascii("]");
    }

    /** What follows the time of {@code meta.lastUpdated}: its quote, and the profile where one is claimed. */
    byte[] profile() {
        return profile;
    }

    /** What follows the status: its quote, category and code. */
    byte[] codes() {
        return codes;
    }

    /** What follows the number in a quantity. */
    byte[] unit() {
        return unit;
    }

    /** For each component, all that comes before its value. */
    byte[][] components() {
        return components;
    }
}
