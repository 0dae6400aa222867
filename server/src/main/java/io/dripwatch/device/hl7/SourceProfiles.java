package io.dripwatch.device.hl7;

import io.dripwatch.device.hl7.SourceProfile.CodeAlias;
import io.dripwatch.device.hl7.SourceProfile.Recognition;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** The families of devices that a server knows, and how the sender of a message is recognised. For every thread. */
public final class SourceProfiles {
    private final List<SourceProfile> profiles;
    private final ZoneId zone;
    private final Memo<List<SourceProfile>> bySender = new Memo<>(this::candidates);

    /**
     * The families known.
     *
     * @param profiles the first that fits a message counts
     * @param zone on whose clock the times are that carry no offset, where the profile does not say
     */
    public SourceProfiles(List<SourceProfile> profiles, ZoneId zone) {
        this.profiles = List.copyOf(profiles);
        this.zone = zone;
    }

    public List<SourceProfile> all() {
        return profiles;
    }

    ZoneId zone(SourceProfile profile) {
        ZoneId own = profile.wire().zone();
        return own == null ? zone : own;
    }

    /** The words that are unmistakable, whoever sends them. */
    List<CodeAlias> distinctive() {
        return profiles.stream()
                .flatMap(profile -> profile.codes().metrics().stream())
                .filter(CodeAlias::isDistinctive)
                .toList();
    }

    /** The family of whoever sent this message; {@link SourceProfile#USUAL} where it is none we know. */
    SourceProfile of(Message message, String remote) {
        Slice application = message.field(0, 3);
        Slice facility = message.field(0, 4);
        boolean nameless = application.isEmpty() && facility.isEmpty();
        Slice sender = facility.isEmpty()
                ? application
                : application.isEmpty()
                        ? facility
                        : new Slice(application.bytes(), application.start(), facility.end());
        for (SourceProfile profile : bySender.of(message, sender)) {
            if (fits(profile.recognition(), message, remote, nameless)) {
                return profile;
            }
        }
        return SourceProfile.USUAL;
    }

    private List<SourceProfile> candidates(Message message, Slice sender) {
        String words = sender.ascii().toUpperCase(Locale.ROOT);
        return profiles.stream()
                .filter(profile -> !profile.recognition().isNone())
                .filter(profile -> isNamed(profile.recognition().senders(), words))
                .toList();
    }

    private static boolean isNamed(List<String> senders, String words) {
        return senders.isEmpty()
                || senders.stream().anyMatch(sender -> words.contains(sender.toUpperCase(Locale.ROOT)));
    }

    private static boolean fits(Recognition wanted, Message message, String remote, boolean nameless) {
        Slice control = message.field(0, 10);
        return (!wanted.nameless() || nameless)
                && (wanted.version() == null || message.component(0, 12, 1).is(wanted.version()))
                && (!wanted.shortControlId() || (control.length() <= 3 && Numeral.code(control) >= 0))
                && (wanted.addresses().isEmpty() || wanted.addresses().contains(remote));
    }
}
