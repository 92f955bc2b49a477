package org.lgsc.eval.score;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Immutable scores by class and PAI species, ready to be counted at any threshold. */
public final class GroupedScores {
    private final ScoreGroup bonaFide;
    private final Map<String, ScoreGroup> attacks;
    private final ScoreGroup pooledAttacks;
    private final List<String> subjectNames;

    GroupedScores(ScoreGroup bonaFide, Map<String, ScoreGroup> attacks, List<String> subjects) {
        this.bonaFide = bonaFide;
        this.attacks = Collections.unmodifiableMap(new TreeMap<>(attacks));
        this.pooledAttacks =
                attacks.size() == 1
                        ? attacks.values().iterator().next()
                        : ScoreGroup.pool(attacks.values());
        this.subjectNames = List.copyOf(subjects);
    }

    /** Bona fide presentations. */
    public ScoreGroup bonaFide() {
        return bonaFide;
    }

    /** Attack presentations by PAI species, in alphabetical order. */
    public Map<String, ScoreGroup> attacks() {
        return attacks;
    }

    /** The attack presentations of all species as one group. */
    public ScoreGroup pooledAttacks() {
        return pooledAttacks;
    }

    /** Number of distinct known subjects; their indices are below it. */
    public int subjects() {
        return subjectNames.size();
    }

    /** The known subjects by their index; unmodifiable. */
    public List<String> subjectNames() {
        return subjectNames;
    }
}
