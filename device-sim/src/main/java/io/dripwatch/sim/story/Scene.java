package io.dripwatch.sim.story;

import io.dripwatch.sim.patient.Body;

/**
 * One patient's story while it is told.
 *
 * @param course what happens
 * @param body to whom
 * @param pace when
 */
public record Scene(Course course, Body body, Pace pace) {}
