package org.lgsc.cli.reproduce;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lgsc.cli.reproduce.SimulatedData.World;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.recapture.PaiSpecies;

/**
 * Plans with the form of the protocols on simulated data: the same number of folds, and the same
 * kind of data held out of the training, if it can be simulated. The simulation has species and
 * their strength, which represents the print or replay medium, but neither sessions nor cameras:
 * folds that hold those out differ only in their subjects. The rows of the ablation are trained and
 * tested on prints and displays of different subjects. Masks, cloth, resin and make-up are scored
 * separately.
 */
public final class SimulatedPlans {
    private static final long SEED = 20_05;
    private static final double LOW = 0.7;
    private static final double ABLATION_LOW = 0.3;

    /**
     * Species that the ablation's training does not have; only mask and cloth show a photograph.
     */
    private static final PaiSpecies[] NEW_SPECIES = {
        PaiSpecies.MASK, PaiSpecies.CLOTH, PaiSpecies.RESIN, PaiSpecies.MAKEUP
    };

    private final ReproduceSizes sizes;
    private final SimulatedData data;
    private final PaperTable table;

    private SimulatedPlans(PaperTable table, ReproduceSizes sizes) {
        this.table = table;
        this.sizes = sizes;
        this.data = new SimulatedData(sizes);
    }

    /** Makes the plan of a table in the paper. */
    public static Plan of(PaperTable table, ReproduceSizes sizes) {
        if (!table.inPaper()) {
            throw new IllegalArgumentException(table + " needs several data sets");
        }
        SimulatedPlans plans = new SimulatedPlans(table, sizes);
        return new Plan(
                table,
                RootFormat.of(
                        "%s (drawn faces, simulated attacks), in the shape of %s",
                        Plan.SIMULATED, table.subject()),
                table.protocols().stream().map(p -> new Plan.Protocol(p, plans.folds(p))).toList(),
                List.of(),
                PlanNotes.ofSimulation(table, sizes, SEED));
    }

    private List<Plan.Fold> folds(String protocol) {
        if (table == PaperTable.TABLE5) {
            return ablation(protocol);
        }
        List<Plan.Fold> folds = new ArrayList<>();
        switch (protocol) {
            case "siw-p2" -> {
                for (int medium = 0; medium < 4; medium++) {
                    folds.add(fold(folds, replayWithout(medium), replay(medium)));
                }
            }
            case "siw-p3" -> {
                folds.add(fold(folds, one(1, PaiSpecies.PRINT), one(1, PaiSpecies.REPLAY)));
                folds.add(fold(folds, one(2, PaiSpecies.REPLAY), one(2, PaiSpecies.PRINT)));
            }
            case "oulu-p2" -> folds.add(fold(folds, both(1, LOW, 0.85), both(1, 0.85, 1)));
            case "oulu-p3", "siw-oulu-p3" -> {
                for (int camera = 1; camera <= 6; camera++) {
                    folds.add(fold(folds, both(camera, LOW, 1), both(100 + camera, LOW, 1)));
                }
            }
            case "oulu-p4", "siw-oulu-p4" -> {
                for (int camera = 1; camera <= 6; camera++) {
                    folds.add(fold(folds, both(camera, LOW, 0.85), both(100 + camera, 0.85, 1)));
                }
            }
            case "casia-replay" -> folds.add(fold(folds, both(1, 0.85, 1), both(2, LOW, 0.85)));
            case "replay-casia" -> folds.add(fold(folds, both(2, LOW, 0.85), both(1, 0.85, 1)));
            default -> folds.add(fold(folds, both(1, LOW, 1), both(101, LOW, 1)));
        }
        return folds;
    }

    private List<Plan.Fold> ablation(String variant) {
        AblationVariant row = AblationVariant.named(variant);
        List<Plan.Fold> folds = new ArrayList<>();
        for (int seed = 1; seed <= sizes.seeds(); seed++) {
            // the paper's table is of OULU-NPU's protocol 1: the test has the training's species
            World known = both(seed, ABLATION_LOW, 1);
            // the paper's argument is of others
            World others = World.of(seed, LOW, 1, NEW_SPECIES);
            folds.add(
                    new Plan.Fold(
                            "seed-" + seed,
                            data.words(known, known) + ", also scored on {" + others + "}",
                            data.words(known),
                            FoldData.of(data.of(known, known), data.attacks(others)),
                            row.of(sizes.training(table, SEED + seed)),
                            sizes.encoder()));
        }
        return folds;
    }

    private Plan.Fold fold(List<Plan.Fold> before, World learn, World test) {
        return Plan.Fold.of(
                "fold-" + (before.size() + 1),
                data.words(learn, test),
                data.of(learn, test),
                sizes.training(table, SEED + before.size()),
                sizes.encoder());
    }

    private static World both(long seed, double from, double to) {
        return World.of(seed, from, to, PaiSpecies.PRINT, PaiSpecies.REPLAY);
    }

    private static World one(long seed, PaiSpecies species) {
        return World.of(seed, LOW, 1, species);
    }

    /** A world with one replay medium; media are bands of strength, from weak to strong. */
    private static World replay(int medium) {
        double width = (1 - LOW) / 4;
        return World.of(1, LOW + medium * width, LOW + (medium + 1) * width, PaiSpecies.REPLAY);
    }

    /** A world with the bands on the longer side of the left-out one. */
    private static World replayWithout(int medium) {
        Map<PaiSpecies, double[]> severities = new EnumMap<>(PaiSpecies.class);
        double width = (1 - LOW) / 4;
        severities.put(
                PaiSpecies.REPLAY,
                medium < 2
                        ? new double[] {LOW + (medium + 1) * width, 1}
                        : new double[] {LOW, LOW + medium * width});
        return new World(1, severities);
    }
}
