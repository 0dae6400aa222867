package io.dripwatch.session;

import java.time.Duration;

/**
 * When a patient may go home, as the protocol has it.
 *
 * @param minimum observation time, counted only while the required data are valid
 * @param aldrete least total of the modified Aldrete score, 0 to 10; 0 where it is not asked for
 * @param pressureWithinPercent how far systolic pressure may be from the baseline; 0 where it is not asked for
 * @param moaas least sedation score, 0 to 5; 0 where it is not asked for
 * @param nauseaAtMost highest acceptable nausea, 0 to 10; 10 where it is not asked for
 * @param escort whether a responsible adult must be there to take the patient home
 * @param freshFor how old the evidence may be
 */
public record Criteria(
        Duration minimum,
        int aldrete,
        double pressureWithinPercent,
        int moaas,
        int nauseaAtMost,
        boolean escort,
        Duration freshFor) {}
