package org.lgsc.train.internal.progress;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lgsc.core.network.LgscNetwork;

/** Losses as shown to users: L_r, the sum of L_t over its levels, L_a, L_o. */
public final class LossGroups {
    public static final String REGRESSION = "L_r";

    /** Name of the sum of the triplet losses. */
    public static final String TRIPLET = "L_t";

    public static final String AUXILIARY = "L_a";

    /** Name of the loss of the order of the cues. */
    public static final String ORDER = "L_o";

    private static final String TRIPLET_HEAD = "loss_triplet_";

    private LossGroups() {}

    /**
     * Returns the existing groups, in the order of their first heads.
     *
     * @param heads losses by loss head, without weights
     * @return losses by short name; a head of another kind by its own name
     */
    public static Map<String, Double> of(Map<String, Double> heads) {
        Map<String, Double> groups = new LinkedHashMap<>();
        heads.forEach((head, value) -> groups.merge(name(head), value, Double::sum));
        return groups;
    }

    private static String name(String head) {
        if (head.startsWith(TRIPLET_HEAD)) {
            return TRIPLET;
        }
        return switch (head) {
            case LgscNetwork.LOSS_REGRESSION -> REGRESSION;
            case LgscNetwork.LOSS_AUXILIARY -> AUXILIARY;
            case LgscNetwork.LOSS_ORDER -> ORDER;
            default -> head.replace("loss_", "");
        };
    }
}
