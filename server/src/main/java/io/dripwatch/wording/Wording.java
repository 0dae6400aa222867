package io.dripwatch.wording;

import io.dripwatch.vitals.Measure;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Said;
import io.dripwatch.vitals.Sentence;
import io.dripwatch.vitals.Speaker;
import org.jspecify.annotations.Nullable;

/** How a site is spoken to: in its language and in its units. */
public final class Wording implements Speaker {
    /** English, and every metric in the unit in which it is kept. */
    public static final Wording ENGLISH = new Wording(Language.EN, SiteUnits.KEPT);

    private final Language language;
    private final SiteUnits units;
    private final @Nullable Catalogue catalogue;

    public Wording(Language language, SiteUnits units) {
        this.language = language;
        this.units = units;
        this.catalogue = language == Language.EN ? null : Catalogue.of(language);
    }

    public Language language() {
        return language;
    }

    public SiteUnits units() {
        return units;
    }

    /** A sentence, ready to show. */
    public String say(Sentence sentence) {
        return sentence.by(this);
    }

    /** A sentence made here: words of this program with parts as {@link Sentence#of} takes them. */
    public String say(String pattern, Object... parts) {
        return say(Sentence.of(pattern, parts));
    }

    /** A sentence that was put together in English elsewhere, such as why something cannot be done now. */
    public String tell(String english) {
        return catalogue == null ? english : catalogue.told(english);
    }

    /** Who signed, with their role. */
    public String signed(String by) {
        return say(Sentence.signed(by));
    }

    /** What a nurse calls it. */
    public String label(Measure measure) {
        return pattern(measure.label());
    }

    /** A number that has no unit, or the same one everywhere: "52,5" where the language writes it so. */
    public String number(double value) {
        return number(new Said.Amount(value, null, false));
    }

    /** The same with so many digits after the point, at least. */
    public String number(double value, int decimals) {
        String plain = number(value);
        return decimals > 0 && value == Math.rint(value) ? plain + language.number(".") + "0".repeat(decimals) : plain;
    }

    @Override
    public String pattern(String english) {
        String message = catalogue == null ? null : catalogue.of(english);
        return message == null ? english : message;
    }

    @Override
    public String unit(Metric metric) {
        return units.label(metric);
    }

    @Override
    public String number(Said.Amount amount) {
        Metric metric = amount.metric();
        if (metric == null || !units.converts(metric)) {
            return language.number(Speaker.ENGLISH.number(amount));
        }
        double shown =
                amount.change() ? units.shownChange(metric, amount.value()) : units.shown(metric, amount.value());
        return number(shown, units.decimals(metric));
    }

    /** "en, mmHg, EtCO2 mmHg, °C". */
    @Override
    public String toString() {
        return String.join(
                ", ", language.code(), unit(Metric.NIBP_SYS), "EtCO2 " + unit(Metric.ETCO2), unit(Metric.TEMPERATURE));
    }
}
