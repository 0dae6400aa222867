package io.dripwatch.sim.load;

/**
 * One message on its way.
 *
 * @param place of its monitor among those of the connection, from 0
 * @param sequence of the message within its connection, from 0
 * @param number of the message within its monitor, from 0
 * @param measuredAtMillis on the wall
 */
record LoadMessage(int place, long sequence, long number, long measuredAtMillis) {}
