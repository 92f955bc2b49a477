package org.lgsc.train.spark;

import org.lgsc.core.LgscException;
import org.lgsc.eval.scoring.ScoringProgress;
import org.lgsc.train.parallel.Stepper;
import org.lgsc.train.spark.ScoringJob.ScoringSummary;

/**
 * A Spark cluster, or Spark's threads in this process.
 *
 * <pre>{@code
 * try (Cluster cluster = Cluster.open("training", "local[2]")) {
 *     Trainer.builder(options)
 *             .steppers(cluster.steppers(options.workers()))
 *             .build()
 *             .train(dataset);
 * }
 * }</pre>
 *
 * <p>This type does not refer to Spark's classes, so callers compile and start without it.
 */
public interface Cluster extends AutoCloseable {
    /** Value of {@code master} that stands for the master passed to {@code spark-submit}. */
    String SUBMITTED = "";

    /**
     * Connects to a cluster.
     *
     * @param name of the application, for Spark's own pages
     * @param master URL of Spark's master, e.g. {@code spark://host:7077}, {@code yarn}, or {@code
     *     local[2]} for two threads of this process; {@link #SUBMITTED} for that of {@code
     *     spark-submit}
     * @throws LgscException when Spark is not on the class path, the JVM lacks the options that
     *     Spark needs, or the master does not exist
     */
    static Cluster open(String name, String master) {
        requireSpark();
        return SparkCluster.open(name, master, TaskProbe.NONE);
    }

    /**
     * Checks that Spark is available.
     *
     * @throws LgscException when it is not available
     */
    static void requireSpark() {
        try {
            Class.forName(
                    "org.apache.spark.api.java.JavaSparkContext",
                    false,
                    Cluster.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new LgscException(
                    LgscException.Kind.ENVIRONMENT,
                    "Apache Spark is not on the class path: start with spark-submit, or build with"
                            + " the Maven profile spark for Spark in this process"
                            + " (docs/cluster.md).",
                    e);
        }
    }

    /**
     * Returns steppers that compute the gradients of a batch's parts in tasks of the cluster.
     * Batches are read in this process and sent.
     *
     * @param workers number of parts and tasks of a step, at least 1
     */
    default Stepper.Factory steppers(int workers) {
        return steppers(workers, GradientFormat.FLOAT32, StepCost.Listener.NONE);
    }

    /**
     * Works as {@link #steppers(int)}.
     *
     * @param workers number of parts and tasks of a step, at least 1
     * @param format number format of sent gradients
     * @param listener receives the cost of every step, in the driver
     */
    Stepper.Factory steppers(int workers, GradientFormat format, StepCost.Listener listener);

    /**
     * Scores the pictures and videos of a list. Parts that an earlier call with the same job has
     * finished are skipped.
     *
     * @throws LgscException when the list or the model cannot be read, the output belongs to
     *     another job, or a part failed as often as Spark allows
     */
    ScoringSummary score(ScoringJob job, ScoringProgress progress);

    /** Ends the application; a cluster outside this process keeps running. */
    @Override
    void close();
}
