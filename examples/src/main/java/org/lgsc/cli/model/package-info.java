/** Commands for model files: metadata, conversion to other formats and precisions. */
package org.lgsc.cli.model;
