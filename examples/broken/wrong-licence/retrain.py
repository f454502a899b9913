print("retrain")
