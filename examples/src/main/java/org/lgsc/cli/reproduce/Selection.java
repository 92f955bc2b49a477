package org.lgsc.cli.reproduce;

import org.lgsc.core.LgscException;

/**
 * The part of a plan to run now; the table also contains folds that were run before.
 *
 * @param protocol name of a row, or its number within the table; empty for all
 * @param fold name of a fold, or its number; empty for all
 * @param maxFolds most folds to run now
 */
public record Selection(String protocol, String fold, int maxFolds) {
    public static final Selection ALL = new Selection("", "", Integer.MAX_VALUE);

    public Selection {
        if (maxFolds < 1) {
            throw new IllegalArgumentException("max-folds must be at least 1, but was " + maxFolds);
        }
    }

    boolean includes(Plan.Protocol row, Plan.Fold one) {
        return (protocol.isEmpty()
                        || row.name().equals(protocol)
                        || row.name().endsWith("-p" + protocol))
                && (fold.isEmpty()
                        || one.name().equals(fold)
                        || one.name().matches("(fold|seed)-\\Q" + fold + "\\E(-seed-\\d+)?"));
    }

    /** Checks that the selection includes a fold of a plan. */
    void require(Plan plan) {
        boolean any =
                plan.protocols().stream()
                        .anyMatch(p -> p.folds().stream().anyMatch(f -> includes(p, f)));
        if (!any) {
            StringBuilder known = new StringBuilder();
            plan.protocols()
                    .forEach(
                            p ->
                                    known.append("; ")
                                            .append(p.name())
                                            .append(": ")
                                            .append(
                                                    String.join(
                                                            ", ",
                                                            p.folds().stream()
                                                                    .map(Plan.Fold::name)
                                                                    .toList())));
            throw new LgscException(
                    "There is no such protocol or fold: the plan has" + known.substring(1) + ".");
        }
    }
}
