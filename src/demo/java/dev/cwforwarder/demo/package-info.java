/// A fictional day of a shop on AWS, to try out ClickStack with realistic logs; never deployed.
///
/// [dev.cwforwarder.demo.DemoDay] generates the day: the same seed gives the same bytes.
/// [dev.cwforwarder.demo.DemoDayCommand] sends it through the packaged function.
@NullMarked
package dev.cwforwarder.demo;

import org.jspecify.annotations.NullMarked;
