"""What a report says about itself outside its figures: body, region, year, dates, contact."""
