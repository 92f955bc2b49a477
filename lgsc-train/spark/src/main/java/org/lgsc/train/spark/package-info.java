/**
 * Training and scoring on an Apache Spark cluster. Spark is not among the dependencies of this
 * library: the cluster, or the application, provides it (docs/cluster.md).
 */
@NullMarked
package org.lgsc.train.spark;

import org.jspecify.annotations.NullMarked;
