package io.dripwatch.backup;

/**
 * What became of one table of a damaged file.
 *
 * @param name of the table
 * @param saved how many rows were saved
 * @param lost how many keys between the saved ones are missing; rows after the last saved one are not counted
 * @param cut whether reading met damage, so that more may be lost than is counted
 */
public record SalvagedTable(String name, long saved, long lost, boolean cut) {}
