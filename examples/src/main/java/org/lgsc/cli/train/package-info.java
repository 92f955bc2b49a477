/** Commands that train: a model, a model on other pictures, an encoder. */
package org.lgsc.cli.train;
