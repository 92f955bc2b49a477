package org.lgsc.train.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.lgsc.core.LgscException;
import org.lgsc.eval.scoring.ScoringProgress;
import org.lgsc.train.parallel.Stepper;
import org.lgsc.train.spark.ScoringJob.ScoringSummary;

/** A {@link Cluster} that uses a Spark context. */
final class SparkCluster implements Cluster {
    private static final String MASTER = "spark.master";

    private final JavaSparkContext spark;
    private final TaskProbe probe;

    private SparkCluster(JavaSparkContext spark, TaskProbe probe) {
        this.spark = spark;
        this.probe = probe;
    }

    static SparkCluster open(String name, String master, TaskProbe probe) {
        SparkConf conf = new SparkConf().setAppName(name);
        if (!master.equals(SUBMITTED)) {
            conf.setMaster(master);
        }
        if (!conf.contains(MASTER)) {
            throw new LgscException(
                    "No Spark master was named: start with spark-submit --master, or give its URL,"
                            + " e.g. local[2] for two threads of this process.");
        }
        // sums of gradients are as large as the network; Spark's own limit is 1 GiB
        conf.setIfMissing("spark.driver.maxResultSize", "0");
        if (conf.get(MASTER).startsWith("local")) {
            conf.setIfMissing("spark.ui.enabled", "false");
            conf.setIfMissing("spark.driver.host", "localhost");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        }
        try {
            return new SparkCluster(new JavaSparkContext(conf), probe);
        } catch (LinkageError e) {
            throw LgscException.of(
                    e,
                    "Spark cannot start in this JVM: %s On JDK 17 and newer it needs "
                            + "--add-opens options: start with spark-submit or with java "
                            + "@examples/spark.args (docs/cluster.md).",
                    firstLine(e));
        } catch (Exception e) { // Spark's exceptions are checked, but not declared
            throw LgscException.of(
                    e, "Spark cannot start with master %s: %s", conf.get(MASTER), firstLine(e));
        }
    }

    /** Returns the first line of the innermost message: Spark's messages contain stack traces. */
    static String firstLine(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.toString() : root.getMessage();
        String line = message.lines().findFirst().orElse(root.toString()).strip();
        return line.endsWith(".") ? line : line + ".";
    }

    @Override
    public Stepper.Factory steppers(
            int workers, GradientFormat format, StepCost.Listener listener) {
        return graph -> new SparkStepper(spark, graph, workers, probe, format, listener);
    }

    @Override
    public ScoringSummary score(ScoringJob job, ScoringProgress progress) {
        return new ListScoring(spark, job, probe).run(progress);
    }

    @Override
    public void close() {
        spark.close();
    }
}
