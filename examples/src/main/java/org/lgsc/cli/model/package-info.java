/** Commands about model files: what is in them, other forms, other precisions. */
package org.lgsc.cli.model;
