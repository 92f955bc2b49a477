package org.lgsc.data.sets;

import java.util.List;
import java.util.stream.Stream;
import org.lgsc.data.protocol.ProtocolId;

/**
 * Selects the presentations of an SiW protocol: 1 uses everything, with the first 60 frames in
 * training; 2 only replay, with one of four media left out for the test; 3 print in training and
 * replay in the test (fold 1), or the other way round (fold 2).
 */
enum SiwRule {
    ALL("1", 0, 636, 1504, 78, 198, 599, 1454),
    MEDIUM_1("2", 1, 636, 883, 78, 120, 599, 300),
    MEDIUM_2("2", 2, 636, 883, 78, 120, 599, 296),
    MEDIUM_3("2", 3, 636, 885, 78, 120, 599, 294),
    MEDIUM_4("2", 4, 636, 958, 78, 120, 599, 250),
    PRINT_TO_REPLAY("3", 1, 636, 301, 78, 38, 599, 1140),
    REPLAY_TO_PRINT("3", 2, 636, 1203, 78, 160, 599, 314);

    static final List<ProtocolId> PROTOCOLS = List.of(values()).stream().map(r -> r.id).toList();

    private final ProtocolId id;
    private final int fold;
    private final int[] published;

    /**
     * @param published bona fide and attacks in train, dev and test, as counted by bob.pad.face
     *     with its ten development subjects
     */
    SiwRule(String name, int fold, int... published) {
        this.id = fold == 0 ? ProtocolId.of(name) : ProtocolId.of(name, fold);
        this.fold = fold;
        this.published = published;
    }

    /** Returns the rule of one of {@link #PROTOCOLS}. */
    static SiwRule of(ProtocolId id) {
        return Stream.of(values()).filter(rule -> rule.id.equals(id)).findFirst().orElseThrow();
    }

    int[] published() {
        return published.clone();
    }

    /** Returns how many frames of a training video may be used; 0 for all. */
    int trainFrames() {
        return this == ALL ? 60 : 0;
    }

    boolean admits(SiwName name, boolean test) {
        if (name.type() == SiwName.LIVE) {
            return true;
        }
        return switch (this) {
            case ALL -> true;
            case MEDIUM_1, MEDIUM_2, MEDIUM_3, MEDIUM_4 ->
                    name.type() == SiwName.REPLAY && (name.medium() == fold) == test;
            case PRINT_TO_REPLAY -> (name.type() == SiwName.REPLAY) == test;
            case REPLAY_TO_PRINT -> (name.type() == SiwName.PRINT) == test;
        };
    }
}
