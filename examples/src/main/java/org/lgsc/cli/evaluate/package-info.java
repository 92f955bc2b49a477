/** Commands from a model to scores, and from scores to error rates. */
package org.lgsc.cli.evaluate;
